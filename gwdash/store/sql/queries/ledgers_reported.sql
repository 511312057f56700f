-- Ledgers of which anybody handed in anything for a period that ended by a day.
SELECT DISTINCT dataset
FROM mart.submission_state
WHERE period_end <= $as_of
ORDER BY dataset
