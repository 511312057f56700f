-- What each indicator's rows add up to, month by month: each county, and all of them as the city
-- with what belongs to no county, counted with and without what the new area runs itself.
-- Sums are over exact decimals, so that they do not depend on the order of rows.
SELECT
    e.indicator_id, 'month' AS period_kind, e.month AS period, scopes.scope,
    CASE WHEN grouping(e.county_code) = 1 THEN '' ELSE e.county_code END AS county_code,
    coalesce(sum(e.numerator), 0) AS numerator,
    coalesce(sum(e.denominator), 0) AS denominator,
    CASE WHEN sum(e.denominator) > 0
        THEN 100 * sum(e.numerator)::DOUBLE / sum(e.denominator)::DOUBLE END AS value,
    CASE
        WHEN sum(e.denominator) > 0 THEN 'value'
        WHEN bool_or(e.state = 'not_reported') THEN 'not_reported'
        ELSE 'nothing_due'
    END AS state,
    count(*) FILTER (e.denominator > 0) AS n,
    count(*) FILTER (e.state = 'not_reported') AS n_not_reported,
    count(*) FILTER (e.state = 'not_monitored') AS n_not_monitored,
    count(*) FILTER (e.state = 'undecided') AS n_undecided,
    min(s.period_end) AS oldest_on,
    max(s.period_end) AS newest_on
FROM indicator_evidence AS e
CROSS JOIN (VALUES ('all'), ('own')) AS scopes (scope)
LEFT JOIN core.submission AS s USING (submission_id)
WHERE scopes.scope = 'all' OR e.new_area <> 'direct'
GROUP BY GROUPING SETS (
    (e.indicator_id, e.month, scopes.scope),
    (e.indicator_id, e.month, scopes.scope, e.county_code)
)
HAVING grouping(e.county_code) = 1 OR e.county_code <> ''
