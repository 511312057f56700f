-- Regular laboratory results of one well and one analyte up to $as_of.
SELECT
    q.sampled_on, q.layer, q.analyte, q.raw, q.value, q.flag, q.detection_limit, q.unit,
    q.season, q.purpose, q.reporter, c.file_name, q.source_sheet, q.source_cell,
    q.submission_id
FROM water_quality_current AS q
JOIN core.submission AS c USING (submission_id)
WHERE q.well_id = $well_id AND q.analyte = $analyte AND q.sampled_on <= $as_of
  AND coalesce(q.sample_type, 'regular') = 'regular'
ORDER BY q.sampled_on, q.layer
