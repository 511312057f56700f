-- Of each county's area, what zones of protection and control cover: a row for each zone, and one
-- for the area outside of all, so that the rows add up to the county. Zones that lie in each other
-- (一级 in 二级保护区) are added as they are reported; where they outgrow the county, the share
-- cannot be told.
WITH zone AS (
    SELECT *, coalesce(area_km2, 0)::DECIMAL(18, 6) AS own_km2
    FROM zone_monthly
    WHERE coalesce(zone_class, '') <> 'general'
),
total AS (
    SELECT
        z.month_end, z.county_code, c.name, c.area_km2::DECIMAL(18, 6) AS county_km2,
        sum(z.own_km2) AS zones_km2
    FROM zone AS z
    JOIN ref.county AS c ON c.county_code = z.county_code AND c.is_in_scope
    GROUP BY ALL
)
SELECT
    z.month_end, z.county_code, 'no' AS new_area, z.zone_id AS thing,
    coalesce(z.zone_name, z.zone_id) AS label,
    CASE WHEN t.zones_km2 <= t.county_km2 THEN z.own_km2 ELSE 0 END AS numerator,
    CASE WHEN t.zones_km2 <= t.county_km2 THEN z.own_km2 ELSE 0 END AS denominator,
    CASE
        WHEN z.area_km2 IS NULL OR t.zones_km2 > t.county_km2 THEN 'undecided' ELSE 'counted'
    END AS state,
    CASE
        WHEN z.area_km2 IS NULL THEN '面积未填'
        WHEN t.zones_km2 > t.county_km2 THEN '各分区面积之和大于县域面积，请核对'
        ELSE concat(z.area_km2, ' km²')
    END AS note,
    z.submission_id, z.source_sheet, z.source_cell
FROM zone AS z
JOIN total AS t USING (month_end, county_code)
UNION ALL
SELECT
    month_end, county_code, 'no', county_code, concat(name, '其余面积'), 0,
    county_km2 - zones_km2, 'counted', concat('县域面积约 ', county_km2::DOUBLE, ' km²'),
    NULL, NULL, NULL
FROM total
WHERE zones_km2 <= county_km2
