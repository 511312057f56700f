-- Results that are proven to be worse than class Ⅲ, each with the cell it was typed in. Reads
-- touched_result, the current regular results of touched samples. Sorted, so that the results of
-- one quarter leave the rest of the table unread: exact decimals are slow to read.
SELECT
    r.well_id, r.sampled_on, r.layer, r.analyte, r.county_code, r.season,
    r.raw, r.flag, r.value, r.unit,
    l.class3 AS limit3,
    CASE WHEN r.flag = 'value' AND l.class3 > 0 AND r.value > l.class3
        THEN (r.value - l.class3)::DOUBLE / l.class3::DOUBLE END AS times_over,
    coalesce(substr('ⅠⅡⅢⅣⅤ', t.class_grade, 1), '未定') AS label,
    r.submission_id, r.source_sheet, r.source_row, r.source_cell
FROM touched_result AS t
JOIN core.water_quality AS r ON r.rowid = t.row_place
JOIN ref.analyte_limit AS l ON l.analyte = r.analyte
WHERE t.is_exceeding
ORDER BY r.sampled_on, r.well_id
