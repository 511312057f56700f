-- Wells that people go to: a level or a sampling is due of each at the end of its interval (month,
-- quarter, half year, year); a well without a stated frequency is due monthly, so that leaving it
-- blank does not pay. What was taken anywhere in the interval counts.
WITH due AS (
    SELECT
        w.*,
        CASE w.frequency
            WHEN 'quarter' THEN date_trunc('quarter', w.month_end)::DATE
            WHEN 'half' THEN make_date(
                year(w.month_end)::INTEGER, CASE WHEN month(w.month_end) > 6 THEN 7 ELSE 1 END, 1
            )
            WHEN 'year' THEN w.year_begin
            ELSE date_trunc('month', w.month_end)::DATE
        END AS since
    FROM well_monthly AS w
    WHERE coalesce(w.frequency, 'month') <> 'automatic'
      AND (coalesce(w.frequency, 'month') NOT IN ('quarter', 'half', 'year')
        OR (w.frequency = 'quarter' AND month(w.month_end) IN (3, 6, 9, 12))
        OR (w.frequency = 'half' AND month(w.month_end) IN (6, 12))
        OR (w.frequency = 'year' AND month(w.month_end) = 12))
      AND NOT EXISTS (
        SELECT 1 FROM well_asof AS b
        WHERE b.well_id = w.well_id AND b.well_state = 'sealed' AND b.period_end < w.year_begin
          AND (b.next_period_end IS NULL OR b.next_period_end >= w.year_begin)
      )
),
visit AS (
    SELECT well_id, month AS visited_on FROM mart.level_month
    UNION ALL
    SELECT well_id, sampled_on FROM mart.sample
),
done AS (
    SELECT DISTINCT due.well_id, due.month_end
    FROM due
    JOIN visit
        ON visit.well_id = due.well_id AND visit.visited_on BETWEEN due.since AND due.month_end
)
SELECT
    due.month_end, due.county_code, due.new_area, due.well_id AS thing,
    coalesce(due.well_name, due.well_id) AS label,
    CASE WHEN done.well_id IS NULL THEN 0 ELSE 1 END AS numerator,
    1 AS denominator,
    CASE WHEN done.well_id IS NULL THEN 'not_monitored' ELSE 'counted' END AS state,
    concat(
        coalesce(f.label, '频次未填，按月'), '测一次：',
        CASE WHEN done.well_id IS NULL THEN '没有测' ELSE '已测' END
    ) AS note,
    due.submission_id, due.source_sheet, due.source_cell
FROM due
LEFT JOIN done ON done.well_id = due.well_id AND done.month_end = due.month_end
LEFT JOIN ref.code AS f ON f.code_list = 'frequency' AND f.code = due.frequency
