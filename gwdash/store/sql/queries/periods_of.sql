-- Periods for which a dataset has an accepted submission.
SELECT DISTINCT period
FROM core.submission
WHERE dataset = $dataset
ORDER BY period DESC
