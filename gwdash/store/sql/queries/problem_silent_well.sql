-- Wells that the register says run and that have sent no level for $silent_months or longer; one
-- that has sent none for $forgotten_days belongs to no monthly duty.
WITH day AS (
    SELECT unnest($as_ofs::DATE[]) AS as_of
),
well AS (
    SELECT d.as_of, w.well_id, w.well_name, w.county_code, w.new_area, w.well_state,
        w.submission_id, w.source_sheet, w.source_cell
    FROM day AS d
    JOIN well_asof AS w
        ON w.period_end <= d.as_of
        AND (w.next_period_end IS NULL OR d.as_of < w.next_period_end)
    QUALIFY row_number() OVER (
        PARTITION BY d.as_of, w.well_id
        ORDER BY w.accepted_at DESC, w.submission_id DESC, w.source_sheet DESC,
            w.source_row DESC, w.source_cell DESC
    ) = 1
),
silent AS (
    SELECT w.*, l.month AS last_month,
        12 * (year(w.as_of) - year(l.month)) + month(w.as_of) - month(l.month) AS n_silent
    FROM well AS w
    JOIN mart.level_span AS l
        ON l.well_id = w.well_id
        AND l.month <= w.as_of AND (l.next_month IS NULL OR w.as_of < l.next_month)
    WHERE w.well_state = 'running'
)
SELECT
    as_of,
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
WHERE n_silent >= $silent_months AND as_of - last_month <= $forgotten_days
ORDER BY as_of, well_id
