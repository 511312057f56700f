-- Overall class of every sampling from $since to $as_of, for the wells of drinking-water sources.
SELECT well_id, sampled_on, layer, grade, label, worst_analytes, n_assessed, n_exceeding
FROM mart.sample
WHERE sampled_on BETWEEN $since AND $as_of
ORDER BY well_id, sampled_on, layer
