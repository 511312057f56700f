-- Wells in force in a month but those sealed before its year began, by origin and by what their
-- assessment as a professional monitoring well came to.
SELECT
    coalesce(county_code, '') AS county_code,
    coalesce(origin, '') AS origin,
    coalesce(assessment, 'not_assessed') AS assessment,
    count(*) AS n
FROM well_monthly AS w
WHERE month_end = $as_of
  AND NOT EXISTS (
    SELECT 1 FROM well_asof AS b
    WHERE b.well_id = w.well_id AND b.well_state = 'sealed' AND b.period_end < w.year_begin
      AND (b.next_period_end IS NULL OR b.next_period_end >= w.year_begin)
  )
  AND ($county = '' OR county_code = $county)
  AND ($new_area OR coalesce(new_area, 'no') <> 'direct')
GROUP BY ALL
ORDER BY ALL
