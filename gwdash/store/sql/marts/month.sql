-- The months from the first to the last in which an accepted report ends. The office's plan and
-- scheme of a year, evidence and verified figures stand beside reports and make no month.
SELECT
    strftime(month_begin, '%Y-%m') AS month,
    last_day(month_begin) AS month_end,
    date_trunc('year', month_begin)::DATE AS year_begin
FROM (
    SELECT unnest(generate_series(
        date_trunc('month', min(s.period_end)),
        date_trunc('month', max(s.period_end)),
        INTERVAL 1 MONTH
    ))::DATE AS month_begin
    FROM core.submission AS s
    JOIN ref.dataset AS d ON d.name = s.dataset
    WHERE d.cadence IN ('month', 'quarter', 'half')
      AND s.dataset <> 'verified_progress'
)
ORDER BY month
