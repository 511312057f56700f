-- Wells in force in a month that are not sealed, by origin and by what their assessment as a
-- professional monitoring well came to.
SELECT
    coalesce(county_code, '') AS county_code,
    coalesce(origin, '') AS origin,
    coalesce(assessment, 'not_assessed') AS assessment,
    count(*) AS n
FROM well_monthly
WHERE month = $period
  AND coalesce(well_state, '') <> 'sealed'
  AND ($county = '' OR county_code = $county)
  AND ($new_area OR coalesce(new_area, 'no') <> 'direct')
GROUP BY ALL
ORDER BY ALL
