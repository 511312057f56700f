-- The damage cases in force in the ledger at the end of month $period, of one county or all.
SELECT
    case_id, coalesce(case_name, case_id) AS case_name, county_code, clue_source, case_stage,
    opened_on, compensation_10k_yuan, closed_on, submission_id, source_sheet, source_row,
    source_cell
FROM damage_case_monthly
WHERE month = $period AND ($county = '' OR county_code = $county)
ORDER BY case_id
