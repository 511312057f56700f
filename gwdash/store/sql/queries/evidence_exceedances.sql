-- Results above class III of given wells from $since to $as_of, each with its cell.
SELECT
    well_id, sampled_on::VARCHAR AS sampled_on, analyte, coalesce(raw, '') AS raw, times_over,
    submission_id, coalesce(source_sheet, '') AS source_sheet,
    coalesce(source_cell, '') AS source_cell
FROM mart.exceedance
WHERE exceedance.sampled_on BETWEEN $since AND $as_of
  AND well_id IN (SELECT unnest(CAST($wells AS VARCHAR[])))
ORDER BY well_id, exceedance.sampled_on, analyte, source_row, source_cell
