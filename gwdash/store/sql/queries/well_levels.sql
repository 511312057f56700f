-- Water levels of one well up to $as_of, each with the cell it was typed in.
SELECT
    l.measured_at, l.depth_to_water_m, l.head_m, l.level_method, l.reporter, c.file_name,
    l.source_sheet, l.source_cell, l.submission_id
FROM water_level_current AS l
JOIN core.submission AS c USING (submission_id)
WHERE l.well_id = $well_id AND l.measured_at < CAST($as_of AS DATE) + INTERVAL 1 DAY
ORDER BY l.measured_at
