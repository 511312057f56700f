-- Every indicator of every 考核方案 that was handed in for a year begun by $until. A scheme is
-- handed in for a year and known from its first day; which version holds is judged from the rows.
SELECT
    indicator_id, scheme_version, indicator_name, score_weight, target_value, floor_value,
    direction, applies_to, formula, basis, effective_from, period_end, submission_id
FROM scoring_scheme_asof
WHERE make_date(year(period_end), 1, 1) <= $until
ORDER BY submission_id, source_sheet, source_row, source_cell
