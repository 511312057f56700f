-- Wells of the register in force on $as_of, and points that only observations know, each with its
-- last water level and its last overall class up to $as_of.
-- Exact positions of drinking-water wells are shown to nobody: 0.01 degrees is about 1 km.
WITH registered AS (
    SELECT w.*, c.file_name
    FROM well_asof AS w
    JOIN core.submission AS c USING (submission_id)
    WHERE w.period_end <= $as_of
      AND $as_of < coalesce(w.next_period_end, DATE '9999-12-31')
    QUALIFY row_number() OVER (
        PARTITION BY w.well_id
        ORDER BY w.accepted_at DESC, w.submission_id DESC, w.source_row DESC, w.source_cell DESC
    ) = 1
),
level AS (
    SELECT well_id, max(month) AS last_level_month, sum(n) AS n_levels
    FROM mart.level_month
    WHERE month <= $as_of
    GROUP BY well_id
),
-- The last day of each well first: ordering every sampling of ten years costs several times more.
last_day AS (
    SELECT well_id, max(sampled_on) AS sampled_on
    FROM mart.sample
    WHERE sampled_on <= $as_of
    GROUP BY well_id
),
sample AS (
    SELECT well_id, sampled_on AS last_sampled_on, grade, label, worst_analytes, n_assessed, county_code
    FROM mart.sample
    JOIN last_day USING (well_id, sampled_on)
    QUALIFY row_number() OVER (
        PARTITION BY well_id ORDER BY sampled_on DESC, layer NULLS FIRST, submission_id DESC
    ) = 1
),
point AS (
    SELECT well_id FROM registered
    UNION SELECT well_id FROM level
    UNION SELECT well_id FROM sample
)
SELECT
    point.well_id,
    r.well_id IS NOT NULL AS registered,
    r.well_name,
    coalesce(r.county_code, sample.county_code) AS county_code,
    r.town, r.new_area,
    CASE WHEN drinking THEN round(r.lon, 2) ELSE r.lon END AS lon,
    CASE WHEN drinking THEN round(r.lat, 2) ELSE r.lat END AS lat,
    drinking,
    r.is_area_point, r.is_source_point, r.is_pollution_point, r.source_id,
    r.origin, r.well_state, r.burial, r.medium, r.well_depth_m, r.wellhead_elevation_m,
    r.screen_top_m, r.screen_bottom_m, r.built_on, r.frequency, r.maintainer, r.reporter,
    r.file_name, r.source_sheet, r.source_cell,
    level.last_level_month, coalesce(level.n_levels, 0) AS n_levels,
    sample.last_sampled_on, sample.grade, sample.label, sample.worst_analytes, sample.n_assessed
FROM point
LEFT JOIN registered AS r USING (well_id)
LEFT JOIN level USING (well_id)
LEFT JOIN sample USING (well_id)
CROSS JOIN LATERAL (
    SELECT coalesce(r.is_source_point, false) OR coalesce(r.origin, '') = 'drinking_source' AS drinking
)
WHERE ($county = '' OR coalesce(r.county_code, sample.county_code) = $county)
  AND ($new_area OR coalesce(r.new_area, 'no') <> 'direct')
ORDER BY point.well_id
