-- The last $n reported months of each item up to $as_of, for its pace. Where two units report on
-- one item, the report accepted last stands for the month; what the office verified of a month
-- counts instead of its report.
WITH report AS (
    SELECT item_id, period_end, actual_pct
    FROM task_progress_reported
    WHERE period_end <= $as_of AND actual_pct IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY item_id, period_end
        ORDER BY accepted_at DESC, submission_id DESC, source_row DESC, source_cell DESC
    ) = 1
),
verified AS (
    SELECT item_id, period_end, verified_pct
    FROM verified_progress_reported
    WHERE period_end <= $as_of
    QUALIFY row_number() OVER (
        PARTITION BY item_id, period_end
        ORDER BY accepted_at DESC, submission_id DESC, source_row DESC, source_cell DESC
    ) = 1
)
SELECT r.item_id, r.period_end, coalesce(v.verified_pct, r.actual_pct)::DOUBLE AS actual_pct
FROM report AS r
LEFT JOIN verified AS v ON v.item_id = r.item_id AND v.period_end = r.period_end
QUALIFY row_number() OVER (PARTITION BY r.item_id ORDER BY r.period_end DESC) <= $n
ORDER BY r.item_id, r.period_end
