-- Who has reported which period, and whether in time: a correction is as early as the file it
-- corrects, and a slice in parts as late as its last part. Due days are reference data, because
-- holidays move them. What came under an opened period (补录) is not late. Each part knows what of
-- the report was returned before it was accepted, the last one knows all.
SELECT
    s.dataset, s.reporter, s.period, s.period_end,
    count(*) AS n_parts,
    sum(s.n_rows)::BIGINT AS n_rows,
    sum(s.n_stopped)::BIGINT AS n_stopped,
    sum(s.n_warnings)::BIGINT AS n_warnings,
    max(s.first_submitted_at) AS handed_in_at,
    max(s.accepted_at) AS last_accepted_at,
    any_value(d.due_on) AS due_on,
    bool_and(
        s.first_submitted_at::DATE <= d.due_on OR (s.opening IS NOT NULL AND d.due_on IS NOT NULL)
    ) AS is_on_time,
    max(s.n_returned) AS n_returned
FROM core.submission AS s
LEFT JOIN ref.due_day AS d ON d.dataset = s.dataset AND d.period = s.period
GROUP BY s.dataset, s.reporter, s.period, s.period_end
