-- Samplings of given wells from $since to $as_of, each with the first cell that holds it.
SELECT
    s.well_id, s.sampled_on, s.layer, s.label, s.n_exceeding, s.n_assessed, s.submission_id,
    arg_min(q.source_sheet, (q.source_row, length(q.source_cell), q.source_cell)) AS source_sheet,
    arg_min(q.source_cell, (q.source_row, length(q.source_cell), q.source_cell)) AS source_cell
FROM mart.sample AS s
LEFT JOIN core.water_quality AS q
    ON q.well_id = s.well_id AND q.sampled_on = s.sampled_on
    AND q.layer IS NOT DISTINCT FROM s.layer AND q.submission_id = s.submission_id
WHERE s.sampled_on BETWEEN $since AND $as_of AND list_contains($wells, s.well_id)
GROUP BY ALL
ORDER BY s.well_id, s.sampled_on, s.layer
