-- Accepted reports of every ledger for periods that ended by a day.
SELECT dataset, reporter, period, period_end, coalesce(is_on_time, FALSE) AS is_on_time
FROM mart.submission_state
WHERE period_end <= $as_of
ORDER BY dataset, reporter, period
