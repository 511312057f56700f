-- What was measured at one well up to $as_of: how often, and how often above class III.
SELECT
    q.analyte,
    count(*) AS n_results,
    count(e.analyte) AS n_exceeding,
    max(e.times_over) AS times_over,
    max(q.sampled_on) AS last_sampled_on
FROM water_quality_current AS q
LEFT JOIN mart.exceedance AS e
    ON e.well_id = q.well_id AND e.analyte = q.analyte AND e.sampled_on = q.sampled_on
    AND e.layer IS NOT DISTINCT FROM q.layer
WHERE q.well_id = $well_id AND q.sampled_on <= $as_of
  AND coalesce(q.sample_type, 'regular') = 'regular'
GROUP BY q.analyte
ORDER BY n_exceeding DESC, n_results DESC, q.analyte
