-- Abandoned wells on file whose risk was assessed.
SELECT
    month_end, county_code, new_area, aw_id AS thing, coalesce(aw_name, aw_id) AS label,
    CASE WHEN well_risk IN ('high', 'medium', 'low') THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    'counted' AS state,
    concat(
        CASE well_risk WHEN 'high' THEN '高风险' WHEN 'medium' THEN '中风险' WHEN 'low' THEN '低风险'
            ELSE '未评估' END,
        CASE WHEN is_dropped THEN '；名录中已没有，按最近一次报送计' END
    ) AS note,
    submission_id, source_sheet, source_cell
FROM abandoned_well_owed
