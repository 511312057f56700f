-- Damage cases opened at least a year before: the same cases above and below the line. One that
-- was ended without a finding (终止) is in neither.
SELECT
    month_end, coalesce(county_code, '') AS county_code, 'no' AS new_area, case_id AS thing,
    coalesce(case_name, case_id) AS label,
    CASE WHEN case_stage = 'closed' AND coalesce(closed_on, month_end) <= month_end
        THEN 1 ELSE 0 END AS numerator,
    CASE WHEN case_stage = 'ended' THEN 0 ELSE 1 END AS denominator,
    CASE WHEN case_stage = 'ended' THEN 'not_applicable' ELSE 'counted' END AS state,
    concat(opened_on, ' 启动，', coalesce(c.label, '阶段未填')) AS note,
    submission_id, source_sheet, source_cell
FROM damage_case_monthly
LEFT JOIN ref.code AS c ON c.code_list = 'case_stage' AND c.code = case_stage
WHERE opened_on <= month_end - INTERVAL 1 YEAR
