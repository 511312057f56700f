-- What each point's samplings of a season prove together, from $since to $as_of: the class is
-- that of the worst sampling, and the coverage that of the sampling which gave the class.
-- A season belongs to the year in which the sample was taken; samples that name none stand apart
-- by quarter, so that they are compared with the same months of the year before.
SELECT
    well_id,
    year(sampled_on) AS sampled_year,
    coalesce(season, 'q' || quarter(sampled_on)) AS season,
    max(grade) AS grade,
    coalesce(
        first(worst_analytes ORDER BY grade DESC NULLS LAST, sampled_on DESC, layer), ''
    ) AS worst_analytes,
    first(n_assessed ORDER BY grade DESC NULLS LAST, sampled_on DESC, layer) AS n_assessed,
    count(*) AS n_samples,
    max(sampled_on) AS last_sampled_on,
    sum(n_exceeding)::BIGINT AS n_exceeding,
    sum(n_undecidable)::BIGINT AS n_undecidable,
    sum(n_not_measured)::BIGINT AS n_not_measured,
    sum(n_doubtful)::BIGINT AS n_doubtful
FROM mart.sample
WHERE sampled_on BETWEEN $since AND $as_of
GROUP BY ALL
ORDER BY well_id, sampled_year, season
