-- Last days of the periods that something accepted belongs to; the office's plan of a year
-- is a baseline and makes no period of its own.
SELECT DISTINCT period_end
FROM core.submission
WHERE dataset <> 'work_plan'
ORDER BY period_end DESC
