-- What is wrong at the end of each month that has data, but for items of the plan, which are judged
-- outside. Reads problem_row, the rows of the kinds that are made anew, each made by the query of
-- that kind which also answers for any other day.
SELECT
    kind, as_of, subject, name, county_code, new_area, owner, since, amount, detail,
    submission_id, source_sheet, source_cell
FROM problem_row
ORDER BY as_of, kind, subject
