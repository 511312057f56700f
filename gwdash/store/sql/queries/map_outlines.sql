-- Boundaries of the zones in force at the end of month $as_of; those drawn around the wells of a
-- drinking-water source are secret and must be moved before anybody sees them.
SELECT
    zone_id, boundary,
    coalesce(zone_subclass IN ('first', 'second', 'quasi'), zone_class = 'protection', TRUE) AS is_secret
FROM zone_monthly
WHERE month_end = $as_of AND boundary IS NOT NULL
  AND ($county = '' OR county_code = $county)
ORDER BY zone_id
