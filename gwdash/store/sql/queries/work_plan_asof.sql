-- The year's items in force on $day, as the office last decided them.
SELECT *
FROM work_plan_asof
WHERE period_end <= $day AND (next_period_end IS NULL OR $day < next_period_end)
QUALIFY row_number() OVER (
    PARTITION BY item_id
    ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
        source_cell DESC
) = 1
ORDER BY task_no, item_id
