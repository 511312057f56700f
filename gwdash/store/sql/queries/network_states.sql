-- The wells that the running rate looks at in a month, by county, by who answers for them and by
-- what the ledger says of them: `n_running` run and answer, `n_due` should run.
SELECT
    e.county_code,
    coalesce(w.maintainer, '') AS maintainer,
    coalesce(w.well_state, '') AS well_state,
    count(*) AS n,
    sum(e.numerator)::BIGINT AS n_running,
    sum(e.denominator)::BIGINT AS n_due
FROM evidence_well_up AS e
JOIN well_monthly AS w ON w.month_end = e.month_end AND w.well_id = e.thing
WHERE e.month_end = $as_of
  AND e.state <> 'not_reported'
  AND ($county = '' OR e.county_code = $county)
  AND ($new_area OR e.new_area <> 'direct')
GROUP BY ALL
ORDER BY ALL
