-- Points of the register in force on $as_of and points that only samples know, each with what it
-- is monitored for. A point may serve several ends; one that the register lacks serves none.
WITH in_force AS (
    SELECT s.submission_id, s.accepted_at
    FROM core.submission AS s
    JOIN mart.slice AS n USING (submission_id)
    WHERE s.dataset = 'well'
      AND n.period_end <= $as_of
      AND (n.next_period_end IS NULL OR $as_of < n.next_period_end)
),
registered AS (
    SELECT
        w.well_id, w.well_name, w.county_code, w.new_area, w.origin,
        w.is_source_point, w.is_area_point, w.is_pollution_point
    FROM core.well AS w
    JOIN in_force AS s USING (submission_id)
    QUALIFY row_number() OVER (
        PARTITION BY w.well_id
        ORDER BY s.accepted_at DESC, w.submission_id DESC, w.source_row DESC, w.source_cell DESC
    ) = 1
),
sampled AS (
    SELECT well_id, county_code
    FROM mart.sample_span
    WHERE sampled_on BETWEEN $since AND $as_of
      AND (next_sampled_on IS NULL OR $as_of < next_sampled_on)
),
point AS (
    SELECT well_id FROM registered
    UNION SELECT well_id FROM sampled
)
SELECT
    point.well_id,
    r.well_id IS NOT NULL AS registered,
    coalesce(r.well_name, '') AS name,
    nullif(coalesce(r.county_code, s.county_code), '') AS county_code,
    coalesce(r.is_source_point, FALSE) OR coalesce(r.origin, '') = 'drinking_source' AS is_source,
    coalesce(r.is_area_point, FALSE) AS is_area,
    coalesce(r.is_pollution_point, FALSE) OR coalesce(r.origin, '') = 'pollution_source'
        AS is_pollution
FROM point
LEFT JOIN registered AS r USING (well_id)
LEFT JOIN sampled AS s USING (well_id)
WHERE ($county = '' OR coalesce(r.county_code, s.county_code) = $county)
  AND ($new_area OR coalesce(r.new_area, 'no') <> 'direct')
ORDER BY point.well_id
