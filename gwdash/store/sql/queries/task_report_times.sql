-- Who handed in the monthly report on the key tasks for which period up to $as_of, and whether in
-- time.
SELECT reporter, period, period_end, is_on_time
FROM mart.submission_state
WHERE dataset = $dataset AND period_end <= $as_of
ORDER BY period_end, reporter
