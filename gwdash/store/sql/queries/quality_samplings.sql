-- What the samplings of one season up to $as_of prove together, a row for each well of $wells.
SELECT
    well_id, grade, worst_analytes, n_assessed, n_samples, sampled_on AS last_sampled_on,
    n_exceeding, n_undecidable, n_not_measured, n_doubtful
FROM mart.season_span
WHERE sampled_on BETWEEN $since AND $until
  AND season = $season
  AND (next_sampled_on IS NULL OR $until < next_sampled_on)
  AND well_id IN (SELECT unnest(CAST($wells AS VARCHAR[])))
ORDER BY well_id
