-- The rules in force in the ledger at the end of month $period.
SELECT
    rule_id, coalesce(rule_name, rule_id) AS rule_name, rule_category, lead_unit, rule_stage,
    issue_by, issue_doc_no, issued_on, is_spread, submission_id, source_sheet, source_row,
    source_cell
FROM policy_rule_monthly
WHERE month = $period
ORDER BY rule_id
