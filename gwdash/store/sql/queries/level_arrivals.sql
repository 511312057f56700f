-- Which of the wells $ids sent a level in which of the $months months up to $as_of, with what the
-- register in force at the end of each month says of the well. Wells that sent nothing in all
-- these months have no row.
WITH month AS (
    SELECT unnest(generate_series(
        date_trunc('month', CAST($as_of AS DATE)) - to_months(CAST($months AS INTEGER) - 1),
        date_trunc('month', CAST($as_of AS DATE)),
        INTERVAL 1 MONTH
    ))::DATE AS month
),
level AS (
    SELECT well_id, month, n
    FROM mart.level_month
    JOIN (SELECT unnest($ids) AS well_id) USING (well_id)
    JOIN month USING (month)
),
sender AS (SELECT DISTINCT well_id FROM level),
registered AS (
    SELECT w.well_id, month.month, w.well_state, w.frequency
    FROM well_asof AS w
    JOIN sender USING (well_id)
    JOIN month
        ON w.period_end <= last_day(month.month)
        AND (w.next_period_end IS NULL OR last_day(month.month) < w.next_period_end)
    QUALIFY row_number() OVER (
        PARTITION BY w.well_id, month.month
        ORDER BY w.accepted_at DESC, w.submission_id DESC, w.source_sheet DESC,
            w.source_row DESC, w.source_cell DESC
    ) = 1
)
SELECT
    sender.well_id, month.month, coalesce(level.n, 0) AS n, r.well_id IS NOT NULL AS registered,
    coalesce(r.well_state, '') AS well_state, coalesce(r.frequency, '') AS frequency
FROM sender
CROSS JOIN month
LEFT JOIN level USING (well_id, month)
LEFT JOIN registered AS r USING (well_id, month)
ORDER BY sender.well_id, month.month
