-- The register's row of each well in force on $as_of: which submission, sheet and cell.
SELECT w.well_id, w.submission_id, w.source_sheet, w.source_cell
FROM well_asof AS w
WHERE w.period_end <= $as_of AND $as_of < coalesce(w.next_period_end, DATE '9999-12-31')
QUALIFY row_number() OVER (
    PARTITION BY w.well_id
    ORDER BY w.accepted_at DESC, w.submission_id DESC, w.source_row DESC, w.source_cell DESC
) = 1
ORDER BY w.well_id
