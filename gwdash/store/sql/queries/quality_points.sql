-- Points of the register in force on $as_of and points that only samples know, each with what it
-- is monitored for. A point may serve several ends; one that the register lacks serves none.
WITH registered AS (
    SELECT w.*
    FROM well_asof AS w
    WHERE w.period_end <= $as_of
      AND $as_of < coalesce(w.next_period_end, DATE '9999-12-31')
    QUALIFY row_number() OVER (
        PARTITION BY w.well_id
        ORDER BY w.accepted_at DESC, w.submission_id DESC, w.source_row DESC, w.source_cell DESC
    ) = 1
),
sampled AS (
    SELECT
        well_id,
        first(county_code ORDER BY sampled_on DESC, submission_id DESC, layer) AS county_code
    FROM mart.sample
    WHERE sampled_on BETWEEN $since AND $as_of
    GROUP BY well_id
),
point AS (
    SELECT well_id FROM registered
    UNION SELECT well_id FROM sampled
)
SELECT
    point.well_id,
    r.well_id IS NOT NULL AS registered,
    r.well_name,
    coalesce(r.county_code, s.county_code) AS county_code,
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
