-- A submission counts from its period's last day until the day before the next one of the same
-- reporter ends: the next of the same part, or one that is the whole again.
SELECT
    s.submission_id, s.dataset, s.reporter, s.part, s.period, s.period_end,
    min(later.period_end) AS next_period_end
FROM core.submission AS s
LEFT JOIN core.submission AS later
    ON later.dataset = s.dataset
    AND later.reporter = s.reporter
    AND later.part IN (s.part, '全部')
    AND later.period_end > s.period_end
GROUP BY ALL
