-- Results that are proven to be worse than class Ⅲ, each with the cell it was typed in.
SELECT
    well_id, sampled_on, layer, analyte, county_code, season, raw, flag, value, unit,
    limit3,
    CASE WHEN flag = 'value' AND limit3 > 0 AND value > limit3
        THEN (value - limit3)::DOUBLE / limit3::DOUBLE END AS times_over,
    class_label AS label,
    submission_id, source_sheet, source_row, source_cell
FROM touched_result
WHERE against_class3 = '超标'
