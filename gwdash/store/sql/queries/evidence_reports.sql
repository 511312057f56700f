-- The submission by which each reporter handed in a dataset for one period, the last accepted.
SELECT reporter, submission_id, n_rows
FROM core.submission
WHERE dataset = $dataset AND period = $period
QUALIFY row_number() OVER (PARTITION BY reporter ORDER BY accepted_at DESC, submission_id DESC) = 1
ORDER BY reporter
