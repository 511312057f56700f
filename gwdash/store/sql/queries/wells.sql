-- Wells of the register in force on $as_of, and points that only observations know, each with its
-- last water level and its last overall class up to $as_of, in no order. The columns are the
-- fields of gwdash.queries.network.Well.
-- Exact positions of drinking-water wells are shown to nobody: 0.01 degrees is about 1 km.
WITH in_force AS (
    SELECT s.submission_id, s.accepted_at, s.file_name
    FROM core.submission AS s
    JOIN mart.slice AS n USING (submission_id)
    WHERE s.dataset = 'well'
      AND n.period_end <= $as_of
      AND (n.next_period_end IS NULL OR $as_of < n.next_period_end)
),
-- Only what decides between two rows of a well is compared: ordering whole rows costs more.
chosen AS (
    SELECT w.rowid AS place, s.file_name
    FROM core.well AS w
    JOIN in_force AS s USING (submission_id)
    QUALIFY row_number() OVER (
        PARTITION BY w.well_id
        ORDER BY s.accepted_at DESC, w.submission_id DESC, w.source_row DESC, w.source_cell DESC
    ) = 1
),
registered AS (
    SELECT
        w.*,
        concat(c.file_name, ' ', w.source_sheet, '!', w.source_cell) AS file_origin,
        coalesce(w.is_source_point, FALSE) OR coalesce(w.origin, '') = 'drinking_source'
            AS drinking
    FROM core.well AS w
    JOIN chosen AS c ON c.place = w.rowid
),
-- Wells that were sealed when the year began are no duty of the year.
sealed AS (
    SELECT DISTINCT w.well_id
    FROM core.well AS w
    JOIN mart.slice AS n USING (submission_id)
    WHERE w.well_state = 'sealed'
      AND n.period_end < date_trunc('year', CAST($as_of AS DATE))
      AND (n.next_period_end IS NULL
        OR n.next_period_end >= date_trunc('year', CAST($as_of AS DATE)))
),
level AS (
    SELECT well_id, month, n_levels
    FROM mart.level_span
    WHERE month <= $as_of AND (next_month IS NULL OR $as_of < next_month)
),
sample AS (
    SELECT well_id, sampled_on, county_code, grade, label, worst_analytes, n_assessed
    FROM mart.sample_span
    WHERE sampled_on <= $as_of AND (next_sampled_on IS NULL OR $as_of < next_sampled_on)
)
SELECT
    coalesce(r.well_id, sample.well_id, level.well_id) AS well_id,
    r.well_id IS NOT NULL AS registered,
    coalesce(r.well_name, '') AS name,
    nullif(coalesce(r.county_code, sample.county_code), '') AS county_code,
    coalesce(r.town, '') AS town,
    CASE WHEN r.drinking OR r.source_id IS NOT NULL THEN round(r.lon, 2) ELSE r.lon END AS lon,
    CASE WHEN r.drinking OR r.source_id IS NOT NULL THEN round(r.lat, 2) ELSE r.lat END AS lat,
    coalesce(r.drinking, FALSE) AS drinking,
    coalesce(r.origin, '') AS origin,
    coalesce(r.well_state, '') AS state,
    coalesce(r.burial, '') AS burial,
    coalesce(r.medium, '') AS medium,
    r.well_depth_m AS depth_m,
    r.wellhead_elevation_m AS elevation_m,
    r.screen_top_m,
    r.screen_bottom_m,
    r.built_on,
    coalesce(r.maintainer, '') AS maintainer,
    level.month AS last_level_month,
    coalesce(level.n_levels, 0) AS n_levels,
    sample.sampled_on AS last_sampled_on,
    sample.grade,
    coalesce(sample.label, '') AS label,
    coalesce(sample.worst_analytes, '') AS worst_analytes,
    coalesce(sample.n_assessed, 0) AS n_assessed,
    coalesce(r.file_origin, '') AS file_origin,
    r.submission_id,
    coalesce(r.source_sheet, '') AS source_sheet,
    coalesce(r.source_cell, '') AS source_cell,
    sealed.well_id IS NOT NULL AS sealed_before_year
FROM registered AS r
LEFT JOIN sealed ON sealed.well_id = r.well_id
FULL JOIN sample ON sample.well_id = r.well_id
FULL JOIN level ON level.well_id = coalesce(r.well_id, sample.well_id)
WHERE ($county = '' OR coalesce(r.county_code, sample.county_code) = $county)
  AND ($new_area OR coalesce(r.new_area, 'no') <> 'direct')
  AND (NOT $drinking_only OR coalesce(r.drinking, FALSE))
