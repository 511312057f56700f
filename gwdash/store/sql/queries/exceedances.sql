-- Results above class III from $since to $as_of.
SELECT well_id, sampled_on, analyte, times_over
FROM mart.exceedance
WHERE sampled_on BETWEEN $since AND $as_of
ORDER BY times_over DESC NULLS LAST, sampled_on DESC, well_id, analyte
