-- Zones in force at the end of month $as_of by county and class: how many, of what area, and how
-- many of them went up for approval. The ledger holds no outline of a zone.
SELECT
    z.county_code,
    coalesce(c.label, '大类未填') AS zone_class,
    count(*) AS n,
    sum(z.area_km2) AS area_km2,
    count(*) FILTER (z.zone_stage IN ('submitted', 'published')) AS n_submitted
FROM zone_monthly AS z
LEFT JOIN ref.code AS c ON c.code_list = 'zone_class' AND c.code = z.zone_class
WHERE z.month_end = $as_of AND z.county_code IS NOT NULL
  AND ($county = '' OR z.county_code = $county)
GROUP BY z.county_code, c.label, c.position
ORDER BY z.county_code, c.position
