-- How much this version holds.
SELECT
    (SELECT count(*) FROM core.submission) AS n_submissions,
    (SELECT sum(n_rows)::BIGINT FROM core.submission) AS n_rows,
    (SELECT count(*) FROM mart.sample) AS n_samples,
    (SELECT count(*) FROM mart.level_month) AS n_well_months
