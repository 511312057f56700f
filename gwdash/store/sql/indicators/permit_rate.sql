-- Sites of the two groundwater lists that hold a permit, and those whose permit names their duty to
-- groundwater. Of the yearly lists each county's newest counts; a site on both counts once.
WITH listed AS (
    SELECT *
    FROM key_unit_monthly
    WHERE list_type IN ('priority', 'supervised') AND list_year <= year(month_end)
    QUALIFY list_year = max(list_year) OVER (PARTITION BY month, month_end, county_code)
),
site AS (
    SELECT
        *,
        coalesce(
            production_state = 'closed' OR permit_covers_groundwater = 'not_applicable', FALSE
        ) AS is_exempt
    FROM listed
    QUALIFY row_number() OVER (
        PARTITION BY month_end, site_id ORDER BY list_type, submission_id DESC, source_row DESC
    ) = 1
)
SELECT
    month_end, county_code, new_area, site_id AS thing, coalesce(unit_name, site_id) AS label,
    CASE WHEN permit_covers_groundwater = 'yes' AND NOT is_exempt THEN 1 ELSE 0 END AS numerator,
    CASE WHEN is_exempt THEN 0 ELSE 1 END AS denominator,
    CASE
        WHEN is_exempt THEN 'not_applicable'
        WHEN permit_covers_groundwater IS NULL THEN 'undecided'
        ELSE 'counted'
    END AS state,
    CASE
        WHEN production_state = 'closed' THEN '已关闭'
        WHEN is_exempt THEN '许可证不适用'
        WHEN permit_covers_groundwater IS NULL THEN '是否载明未填'
        WHEN permit_covers_groundwater = 'yes' THEN '已载明'
        ELSE '未载明'
    END AS note,
    submission_id, source_sheet, source_cell
FROM site
