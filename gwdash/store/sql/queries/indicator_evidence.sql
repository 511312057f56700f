-- The rows that an indicator counts in a month, in one county or ('' ) everywhere: what is missing
-- stands first. Only this indicator's view is planned, not the union of all.
SELECT
    county_code, thing, label, numerator::DOUBLE AS numerator,
    denominator::DOUBLE AS denominator, state, coalesce(note, '') AS note, dataset,
    submission_id, coalesce(source_sheet, '') AS source_sheet,
    coalesce(source_cell, '') AS source_cell
FROM query_table('evidence_' || $indicator)
WHERE month = $period
  AND ($county = '' OR county_code = $county)
  AND ($new_area OR new_area <> 'direct')
ORDER BY state = 'counted', numerator - denominator, county_code, label, thing
