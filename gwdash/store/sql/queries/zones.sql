-- The zones in force at the end of month $period, of one county or ('') of all, each with the area
-- of its county; a zone outside the counties in scope has none.
SELECT
    z.zone_id, coalesce(z.zone_name, z.zone_id) AS zone_name, z.county_code,
    c.area_km2 AS county_km2, z.zone_class, z.zone_subclass, z.old_zone_class, z.zone_guide,
    z.area_km2, z.zone_stage, z.has_measures,
    z.approval_no, z.published_on, z.submission_id, z.source_sheet, z.source_row, z.source_cell
FROM zone_monthly AS z
LEFT JOIN ref.county AS c ON c.county_code = z.county_code AND c.is_in_scope
WHERE z.month = $period AND ($county = '' OR z.county_code = $county)
ORDER BY z.zone_id
