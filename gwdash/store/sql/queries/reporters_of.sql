-- Reporters with an accepted submission of a dataset for one period.
SELECT DISTINCT reporter
FROM core.submission
WHERE dataset = $dataset AND period = $period
ORDER BY reporter
