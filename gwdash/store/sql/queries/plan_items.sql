-- Items of the plan in force on $as_of, each with its last report up to $as_of.
-- A plan is handed in for a year and holds from that year's first day. Where two units report on
-- one item, the lead unit's report counts, then the one accepted last.
WITH plan_submission AS (
    SELECT submission_id, file_name, accepted_at
    FROM core.submission
    WHERE dataset = 'work_plan' AND make_date(year(period_end), 1, 1) <= $as_of
    QUALIFY dense_rank() OVER (PARTITION BY reporter, part ORDER BY period_end DESC) = 1
),
plan AS (
    SELECT p.*, s.file_name
    FROM core.work_plan AS p
    JOIN plan_submission AS s USING (submission_id)
    QUALIFY row_number() OVER (
        PARTITION BY p.item_id
        ORDER BY s.accepted_at DESC, p.submission_id DESC, p.source_row DESC, p.source_cell DESC
    ) = 1
),
report AS (
    SELECT
        r.*, c.file_name,
        row_number() OVER (
            PARTITION BY r.item_id
            ORDER BY r.period_end DESC, (r.reporter = p.lead_unit) DESC, r.accepted_at DESC,
                     r.submission_id DESC, r.source_row DESC, r.source_cell DESC
        ) AS place
    FROM task_progress_reported AS r
    JOIN core.submission AS c USING (submission_id)
    JOIN plan AS p ON p.item_id = r.item_id
    WHERE r.period_end <= $as_of
)
SELECT
    p.item_id, p.task_no, p.item_name, p.county_code, p.lead_unit, p.assisting_units,
    p.start_on, p.due_on, coalesce(p.weight, 1) AS weight, p.milestones, p.target, p.item_source,
    p.file_name AS plan_file, p.source_sheet AS plan_sheet, p.source_cell AS plan_cell,
    r.actual_pct, r.status, r.progress_text, r.problem, r.next_step, r.escalation, r.evidence,
    r.reporter, r.period AS reported_period, r.period_end AS reported_until,
    r.file_name, r.source_sheet, r.source_cell, r.submission_id,
    p.submission_id AS plan_submission_id
FROM plan AS p
LEFT JOIN report AS r ON r.item_id = p.item_id AND r.place = 1
WHERE $county = '' OR p.county_code = $county
ORDER BY p.task_no, p.item_id
