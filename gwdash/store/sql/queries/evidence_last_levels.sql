-- The last water level of each well up to $as_of, with its cell. The month in which it lies is
-- known, so that only that month's levels are compared.
WITH last_month AS (
    SELECT well_id, month
    FROM mart.level_span
    WHERE month <= $as_of AND (next_month IS NULL OR $as_of < next_month)
),
candidate AS (
    SELECT
        r.well_id, r.measured_at, r.submission_id, r.source_sheet, r.source_row, r.source_cell,
        s.accepted_at
    FROM core.water_level AS r
    JOIN core.submission AS s USING (submission_id)
    JOIN last_month AS m
        ON m.well_id = r.well_id AND m.month = date_trunc('month', r.measured_at)::DATE
    WHERE r.measured_at < CAST($as_of AS DATE) + INTERVAL 1 DAY
)
-- Of several rows for one moment the one accepted last counts, as in water_level_current.
SELECT
    well_id, measured_at::DATE AS measured_on,
    submission_id, coalesce(source_sheet, '') AS source_sheet,
    coalesce(source_cell, '') AS source_cell
FROM candidate
QUALIFY row_number() OVER (
    PARTITION BY well_id
    ORDER BY measured_at DESC, accepted_at DESC, submission_id DESC, source_sheet DESC,
        source_row DESC, source_cell DESC
) = 1
ORDER BY well_id
