-- Regular laboratory results of one well, all analytes, up to $as_of, in the order of time.
SELECT
    q.analyte, q.sampled_on, q.layer, q.season, q.raw, q.value, q.flag, q.detection_limit
FROM water_quality_current AS q
WHERE q.well_id = $well_id AND q.sampled_on <= $as_of
  AND coalesce(q.sample_type, 'regular') = 'regular'
ORDER BY q.analyte, q.sampled_on, q.layer NULLS FIRST
