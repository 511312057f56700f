-- 双源: centralised groundwater sources and listed pollution sources, each once, covered when at
-- least one well of the register names it and is neither sealed nor destroyed, dry or out of use.
-- Of the yearly lists each county's newest counts, for a year's list comes out in its spring.
WITH listed AS (
    SELECT *
    FROM key_unit_monthly
    WHERE list_type IN ('priority', 'supervised') AND list_year <= year(month_end)
    QUALIFY list_year = max(list_year) OVER (PARTITION BY month, month_end, county_code)
),
twin AS (
    SELECT
        month, month_end, county_code, new_area, source_id AS thing,
        coalesce(source_name, source_id) AS label, '水源' AS kind,
        source_id AS link, submission_id, source_sheet, source_cell
    FROM water_source_monthly
    WHERE coalesce(source_use, 'in_use') IN ('in_use', 'reserve')
    UNION ALL
    SELECT
        month, month_end, county_code, new_area, site_id, coalesce(unit_name, site_id), '污染源',
        coalesce(pollution_source_id, site_id), submission_id, source_sheet, source_cell
    FROM listed
    QUALIFY row_number() OVER (
        PARTITION BY month, month_end, coalesce(pollution_source_id, site_id)
        ORDER BY site_id, list_type
    ) = 1
),
watching AS (
    SELECT month_end, link, count(*) AS n
    FROM (
        SELECT month_end, well_id, unnest([source_id, pollution_source_id]) AS link
        FROM well_monthly
        WHERE coalesce(well_state, '') NOT IN ('sealed', 'destroyed', 'dry', 'stopped')
    )
    WHERE link IS NOT NULL
    GROUP BY month_end, link
)
SELECT
    t.month_end, t.county_code, t.new_area, t.thing, t.label,
    CASE WHEN w.n > 0 THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    'counted' AS state,
    CASE WHEN w.n > 0 THEN concat(t.kind, '，有效监测井 ', w.n, ' 眼')
        ELSE concat(t.kind, '，没有有效监测井') END AS note,
    t.submission_id, t.source_sheet, t.source_cell
FROM twin AS t
LEFT JOIN watching AS w ON w.month_end = t.month_end AND w.link = t.link
