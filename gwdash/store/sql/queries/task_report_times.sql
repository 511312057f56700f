-- Who handed in the monthly report on the key tasks for which period up to $as_of, and whether in
-- time, and how often it was returned before.
SELECT reporter, period, period_end, is_on_time, n_returned
FROM mart.submission_state
WHERE dataset = $dataset AND period_end <= $as_of
ORDER BY period_end, reporter
