-- Wells that send by themselves: one arrival is due of each in every month, whatever state the
-- well is in; only one that was sealed before the year began owes nothing.
SELECT
    w.month_end, w.county_code, w.new_area, w.well_id AS thing,
    coalesce(w.well_name, w.well_id) AS label,
    CASE WHEN l.n > 0 THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    CASE WHEN l.n > 0 THEN 'counted' ELSE 'not_monitored' END AS state,
    CASE WHEN l.n > 0 THEN concat('本月有效数据 ', l.n, ' 条') ELSE '本月没有数据' END AS note,
    w.submission_id, w.source_sheet, w.source_cell
FROM well_monthly AS w
LEFT JOIN mart.level_month AS l
    ON l.well_id = w.well_id AND l.month = date_trunc('month', w.month_end)::DATE
WHERE w.frequency = 'automatic'
  AND NOT EXISTS (
    SELECT 1 FROM well_asof AS b
    WHERE b.well_id = w.well_id AND b.well_state = 'sealed' AND b.period_end < w.year_begin
      AND (b.next_period_end IS NULL OR b.next_period_end >= w.year_begin)
  )
