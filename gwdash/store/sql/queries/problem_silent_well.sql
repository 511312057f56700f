-- Wells that the register says run and that have sent no level for $silent_months or longer; one
-- that has sent none for $forgotten_days belongs to no monthly duty.
WITH well AS (
    SELECT *
    FROM well_asof
    WHERE period_end <= $as_of AND (next_period_end IS NULL OR $as_of < next_period_end)
    QUALIFY row_number() OVER (
        PARTITION BY well_id
        ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
            source_cell DESC
    ) = 1
),
silent AS (
    SELECT w.*, l.month AS last_month,
        12 * (year(CAST($as_of AS DATE)) - year(l.month))
            + month(CAST($as_of AS DATE)) - month(l.month) AS n_silent
    FROM well AS w
    JOIN mart.level_span AS l USING (well_id)
    WHERE l.month <= $as_of AND (l.next_month IS NULL OR $as_of < l.next_month)
      AND w.well_state = 'running'
)
SELECT
    well_id AS subject,
    coalesce(well_name, well_id) AS name,
    county_code,
    coalesce(new_area, 'no') AS new_area,
    '' AS owner,
    CAST(last_month + INTERVAL 1 MONTH AS DATE) AS since,
    n_silent::DOUBLE AS amount,
    '' AS detail,
    submission_id, source_sheet, source_cell
FROM silent
WHERE n_silent >= $silent_months AND CAST($as_of AS DATE) - last_month <= $forgotten_days
ORDER BY well_id
