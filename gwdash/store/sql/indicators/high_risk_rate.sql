-- High-risk abandoned wells whose disposal, whatever it is, was accepted. One of a list, or once
-- said to be of high risk, counts as such until its risk is assessed: a blank is no way out.
SELECT
    month_end, county_code, new_area, aw_id AS thing, coalesce(aw_name, aw_id) AS label,
    CASE WHEN acceptance = 'passed' AND coalesce(accepted_on, month_end) <= month_end
        THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    'counted' AS state,
    concat(
        CASE WHEN is_feared_high THEN '风险未评估，按高风险计，' END,
        coalesce(d.label, '处置方式未定'), '，',
        CASE acceptance
            WHEN 'passed' THEN '验收合格' WHEN 'failed' THEN '验收不合格' ELSE '未验收' END,
        CASE WHEN is_dropped THEN '；名录中已没有，按最近一次报送计' END
    ) AS note,
    submission_id, source_sheet, source_cell
FROM abandoned_well_owed
LEFT JOIN ref.code AS d ON d.code_list = 'disposal' AND d.code = disposal
WHERE well_risk = 'high' OR is_feared_high
