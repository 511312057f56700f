-- Results above class III of given wells from $since to $as_of, each with its cell.
SELECT
    well_id, sampled_on, layer, analyte, raw, times_over, submission_id, source_sheet, source_cell
FROM mart.exceedance
WHERE sampled_on BETWEEN $since AND $as_of AND list_contains($wells, well_id)
ORDER BY well_id, sampled_on, analyte, source_row, source_cell
