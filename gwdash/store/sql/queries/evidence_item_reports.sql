-- All that was reported on one item of the plan up to $as_of, the newest first.
SELECT
    period, reporter, actual_pct, status, progress_text, submission_id, source_sheet, source_cell
FROM task_progress_reported
WHERE item_id = $item_id AND period_end <= $as_of
ORDER BY period_end DESC, accepted_at DESC, submission_id DESC, source_row DESC, source_cell DESC
