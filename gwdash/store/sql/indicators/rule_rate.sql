-- Rules that the units plan: issued, or revised since. One that was repealed is no longer planned.
SELECT
    month_end, '' AS county_code, 'no' AS new_area, rule_id AS thing,
    coalesce(rule_name, rule_id) AS label,
    CASE WHEN rule_stage IN ('issued', 'revised') THEN 1 ELSE 0 END AS numerator,
    CASE WHEN rule_stage = 'repealed' THEN 0 ELSE 1 END AS denominator,
    CASE WHEN rule_stage = 'repealed' THEN 'not_applicable' ELSE 'counted' END AS state,
    concat_ws(' · ', u.short_name, coalesce(c.label, '阶段未填'), issue_doc_no) AS note,
    submission_id, source_sheet, source_cell
FROM policy_rule_monthly
LEFT JOIN ref.code AS c ON c.code_list = 'rule_stage' AND c.code = rule_stage
LEFT JOIN ref.unit AS u ON u.unit_code = lead_unit
