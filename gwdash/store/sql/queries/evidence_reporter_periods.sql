-- One reporter's reports of a dataset up to $as_of: period, the last accepted submission, in time,
-- and how often the report was returned.
SELECT t.period, t.period_end, t.is_on_time, t.n_returned, s.submission_id
FROM mart.submission_state AS t
JOIN core.submission AS s USING (dataset, reporter, period)
WHERE t.dataset = $dataset AND t.reporter = $reporter AND t.period_end <= $as_of
QUALIFY row_number() OVER (
    PARTITION BY t.period ORDER BY s.accepted_at DESC, s.submission_id DESC) = 1
ORDER BY t.period_end
