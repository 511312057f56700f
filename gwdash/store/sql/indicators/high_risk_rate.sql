-- High-risk abandoned wells whose disposal, whatever it is, was accepted.
SELECT
    month_end, county_code, new_area, aw_id AS thing, coalesce(aw_name, aw_id) AS label,
    CASE WHEN acceptance = 'passed' AND coalesce(accepted_on, month_end) <= month_end
        THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    'counted' AS state,
    concat(
        coalesce(d.label, '处置方式未定'), '，',
        CASE acceptance
            WHEN 'passed' THEN '验收合格' WHEN 'failed' THEN '验收不合格' ELSE '未验收' END
    ) AS note,
    submission_id, source_sheet, source_cell
FROM abandoned_well_monthly
LEFT JOIN ref.code AS d ON d.code_list = 'disposal' AND d.code = disposal
WHERE well_risk = 'high'
