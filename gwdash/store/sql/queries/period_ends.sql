-- Last days of the periods that something accepted belongs to; the office's plan of a year
-- is a baseline, evidence and verification stand beside reports: none makes a period of its own.
SELECT DISTINCT period_end
FROM core.submission
WHERE dataset NOT IN ('work_plan', 'attachment', 'verified_progress')
ORDER BY period_end DESC
