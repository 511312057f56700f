-- What is wrong on those days of $as_ofs that are the end of a month with data.
SELECT
    kind, as_of, subject, name, county_code, new_area, owner, since, amount, detail,
    submission_id, source_sheet, source_cell
FROM mart.problem
WHERE as_of IN (SELECT unnest($as_ofs::DATE[]))
  AND ($county = '' OR county_code = $county)
  AND ($new_area OR new_area <> 'direct')
ORDER BY as_of, kind, subject
