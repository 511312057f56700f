-- The last water level of each well up to $as_of, with its cell.
SELECT well_id, measured_at, submission_id, source_sheet, source_cell
FROM water_level_current
WHERE measured_at < CAST($as_of AS DATE) + INTERVAL 1 DAY
QUALIFY row_number() OVER (
    PARTITION BY well_id ORDER BY measured_at DESC, submission_id DESC, source_row DESC, source_cell DESC
) = 1
ORDER BY well_id
