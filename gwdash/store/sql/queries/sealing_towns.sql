-- Townships to be surveyed for abandoned wells as of a month; one that says nothing is to be.
SELECT
    coalesce(county_code, '') AS county_code,
    town,
    coalesce(is_survey_due, TRUE) AS is_due,
    coalesce(is_surveyed, FALSE) AS is_surveyed,
    villages_due, villages_surveyed, wells_found,
    submission_id,
    source_sheet,
    source_row,
    source_cell
FROM survey_progress_monthly
WHERE month = $period
  AND ($county = '' OR county_code = $county)
ORDER BY is_surveyed, county_code, town
