-- The submission that came last, whatever it is.
SELECT period, submitted_at
FROM core.submission
ORDER BY submission_id DESC
LIMIT 1
