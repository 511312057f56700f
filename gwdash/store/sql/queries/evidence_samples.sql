-- Samplings of given wells from $since to $as_of, each with the first cell that holds it.
SELECT
    well_id, sampled_on::VARCHAR AS sampled_on, label, n_assessed,
    submission_id, coalesce(source_sheet, '') AS source_sheet,
    coalesce(source_cell, '') AS source_cell
FROM mart.sample
WHERE sample.sampled_on BETWEEN $since AND $as_of
  AND well_id IN (SELECT unnest(CAST($wells AS VARCHAR[])))
ORDER BY well_id, sample.sampled_on, layer
