-- Wells of the four origins that the plan has assessed as professional monitoring wells: drinking
-- sources, EIA tracking, pollution sources and the national project. Only a well that was sealed
-- before the year began is out, so that sealing one that nobody assessed does not pay.
SELECT
    month_end, county_code, new_area, well_id AS thing, coalesce(well_name, well_id) AS label,
    CASE WHEN assessment IN ('usable', 'after_rebuild', 'unusable') THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    'counted' AS state,
    CASE assessment
        WHEN 'usable' THEN '可直接利用'
        WHEN 'after_rebuild' THEN '改造后利用'
        WHEN 'unusable' THEN '不可利用'
        ELSE '未评估'
    END AS note,
    submission_id, source_sheet, source_cell
FROM well_monthly AS w
WHERE origin IN ('drinking_source', 'eia_tracking', 'pollution_source', 'national')
  AND NOT EXISTS (
    SELECT 1 FROM well_asof AS b
    WHERE b.well_id = w.well_id AND b.well_state = 'sealed' AND b.period_end < w.year_begin
      AND (b.next_period_end IS NULL OR b.next_period_end >= w.year_begin)
  )
