-- Who has reported which period, and whether in time: a correction is as early as the file it
-- corrects, and a slice in parts as late as its last part.
SELECT
    s.dataset, s.reporter, s.period, s.period_end,
    count(*) AS n_parts,
    sum(s.n_rows)::BIGINT AS n_rows,
    sum(s.n_stopped)::BIGINT AS n_stopped,
    sum(s.n_warnings)::BIGINT AS n_warnings,
    max(s.first_submitted_at) AS handed_in_at,
    max(s.accepted_at) AS last_accepted_at,
    any_value(s.period_end + d.due_day::INTEGER) AS due_on,
    max(s.first_submitted_at)::DATE <= any_value(s.period_end + d.due_day::INTEGER) AS is_on_time
FROM core.submission AS s
JOIN ref.dataset AS d ON d.name = s.dataset
GROUP BY s.dataset, s.reporter, s.period, s.period_end
