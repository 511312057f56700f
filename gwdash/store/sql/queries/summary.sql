-- How much this version holds.
SELECT
    (SELECT count(*) FROM core.submission) AS n_submissions,
    (SELECT coalesce(sum(n_rows), 0)::BIGINT FROM core.submission) AS n_rows,
    (SELECT count(*) FROM core.water_quality) AS n_results,
    (SELECT count(*) FROM core.water_level) AS n_levels,
    (SELECT count(*) FROM mart.sample) AS n_samples,
    (SELECT count(*) FROM mart.exceedance) AS n_exceedances,
    (SELECT count(*) FROM mart.level_month) AS n_well_months
