-- The register's row of each well in force on $as_of: which submission, sheet and cell.
WITH in_force AS (
    SELECT s.submission_id, s.accepted_at
    FROM core.submission AS s
    JOIN mart.slice AS n USING (submission_id)
    WHERE s.dataset = 'well'
      AND n.period_end <= $as_of
      AND (n.next_period_end IS NULL OR $as_of < n.next_period_end)
)
SELECT
    w.well_id, w.submission_id, coalesce(w.source_sheet, '') AS source_sheet,
    coalesce(w.source_cell, '') AS source_cell
FROM core.well AS w
JOIN in_force AS s USING (submission_id)
QUALIFY row_number() OVER (
    PARTITION BY w.well_id
    ORDER BY s.accepted_at DESC, w.submission_id DESC, w.source_row DESC, w.source_cell DESC
) = 1
