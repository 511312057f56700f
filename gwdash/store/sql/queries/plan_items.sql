-- Items of the plan in force on each day of $as_ofs, each with its last report up to that day.
-- A plan is handed in for a year and holds from that year's first day. Where two units report on
-- one item, the lead unit's report counts, then the one accepted last. The last report is found
-- by its address first: sorting the texts of years of reports cost most of the answer.
-- Evidence is what was attached to the item, or to the submission (盖章页) that is its last report.
-- What the office verified counts instead of the report, until a newer report replaces that.
WITH day AS (
    SELECT unnest($as_ofs::DATE[]) AS as_of
),
plan_submission AS (
    SELECT d.as_of, s.submission_id, s.file_name, s.accepted_at
    FROM day AS d
    JOIN core.submission AS s ON make_date(year(s.period_end), 1, 1) <= d.as_of
    WHERE s.dataset = 'work_plan'
    QUALIFY dense_rank() OVER (
        PARTITION BY d.as_of, s.reporter, s.part ORDER BY s.period_end DESC
    ) = 1
),
plan AS (
    SELECT
        s.as_of, s.file_name, p.item_id, p.task_no, p.item_name, p.county_code, p.lead_unit,
        p.assisting_units, p.start_on, p.due_on, p.weight, p.milestones, p.target,
        p.item_source, p.submission_id, p.source_sheet, p.source_cell
    FROM core.work_plan AS p
    JOIN plan_submission AS s USING (submission_id)
    QUALIFY row_number() OVER (
        PARTITION BY s.as_of, p.item_id
        ORDER BY s.accepted_at DESC, p.submission_id DESC, p.source_row DESC, p.source_cell DESC
    ) = 1
),
last_report AS (
    SELECT
        p.as_of, r.item_id, r.submission_id, r.source_sheet, r.source_row, r.source_cell,
        c.reporter, c.period, c.period_end, c.file_name
    FROM core.task_progress AS r
    JOIN core.submission AS c USING (submission_id)
    JOIN plan AS p ON p.item_id = r.item_id
    WHERE c.period_end <= p.as_of
    QUALIFY row_number() OVER (
        PARTITION BY p.as_of, r.item_id
        ORDER BY c.period_end DESC, (c.reporter = p.lead_unit) DESC, c.accepted_at DESC,
                 r.submission_id DESC, r.source_sheet DESC, r.source_row DESC, r.source_cell DESC
    ) = 1
),
evidence AS (
    SELECT d.as_of, json_extract_string(a.row_key, '$.item_id') AS item_id, count(*) AS n
    FROM day AS d
    JOIN attachment_current AS a ON a.period_end <= d.as_of
    WHERE a.target_dataset = 'task_progress' AND NOT a.removed AND a.row_key IS NOT NULL
    GROUP BY ALL
),
stamped AS (
    SELECT target_reporter, target_period, count(*) AS n
    FROM attachment_current
    WHERE target_dataset = 'task_progress' AND NOT removed AND row_key IS NULL
    GROUP BY ALL
),
verified AS (
    SELECT
        d.as_of, v.item_id, v.county_code, v.verified_pct, v.note, v.period, v.period_end,
        v.submission_id, v.source_sheet, v.source_cell
    FROM day AS d
    JOIN verified_progress_reported AS v ON v.period_end <= d.as_of
    QUALIFY row_number() OVER (
        PARTITION BY d.as_of, v.item_id, v.county_code
        ORDER BY v.period_end DESC, v.accepted_at DESC, v.submission_id DESC,
            v.source_sheet DESC, v.source_row DESC, v.source_cell DESC
    ) = 1
)
SELECT
    p.as_of, p.item_id, p.task_no, p.item_name, p.county_code, p.lead_unit, p.assisting_units,
    p.start_on, p.due_on, coalesce(p.weight, 1) AS weight, p.milestones, p.target, p.item_source,
    p.file_name AS plan_file, p.source_sheet AS plan_sheet, p.source_cell AS plan_cell,
    coalesce(v.verified_pct, r.actual_pct) AS actual_pct, r.actual_pct AS reported_pct,
    v.verified_pct, v.note AS verified_note, v.period AS verified_period,
    v.submission_id AS verified_submission_id, v.source_sheet AS verified_sheet,
    v.source_cell AS verified_cell, coalesce(e.n, 0) + coalesce(t.n, 0) AS n_evidence,
    r.status, r.progress_text, r.problem, r.next_step, r.escalation, r.evidence,
    l.reporter, l.period AS reported_period, l.period_end AS reported_until,
    l.file_name, l.source_sheet, l.source_cell, l.submission_id,
    p.submission_id AS plan_submission_id
FROM plan AS p
LEFT JOIN last_report AS l ON l.as_of = p.as_of AND l.item_id = p.item_id
LEFT JOIN core.task_progress AS r
    ON r.submission_id = l.submission_id AND r.item_id = l.item_id
    AND r.source_sheet = l.source_sheet AND r.source_row = l.source_row
    AND r.source_cell = l.source_cell
LEFT JOIN evidence AS e ON e.as_of = p.as_of AND e.item_id = p.item_id
LEFT JOIN stamped AS t
    ON t.target_reporter = l.reporter AND t.target_period = l.period
LEFT JOIN verified AS v
    ON v.as_of = p.as_of AND v.item_id = p.item_id AND v.county_code = p.county_code
    AND v.period_end >= l.period_end
WHERE $county = '' OR p.county_code = $county
ORDER BY p.as_of, p.task_no, p.item_id
