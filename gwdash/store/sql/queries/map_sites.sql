-- Listed sites in force at the end of month $as_of, of each county's latest list up to that year,
-- one row a site with all the lists that name it. Which of them have not sampled by themselves is
-- asked with the question of that problem.
WITH listed AS (
    SELECT *
    FROM key_unit_monthly
    WHERE month_end = $as_of AND list_year <= year(month_end)
      AND ($county = '' OR county_code = $county)
      AND ($new_area OR coalesce(new_area, 'no') <> 'direct')
    QUALIFY list_year = max(list_year) OVER (PARTITION BY county_code)
),
named AS (
    SELECT l.site_id,
        string_agg(DISTINCT c.label, '、' ORDER BY c.label) AS lists,
        bool_or(l.list_type IN ('priority', 'supervised')) AS is_groundwater
    FROM listed AS l
    JOIN ref.code AS c ON c.code_list = 'list_type' AND c.code = l.list_type
    GROUP BY l.site_id
),
site AS (
    SELECT *
    FROM listed
    QUALIFY row_number() OVER (
        PARTITION BY site_id
        ORDER BY lon IS NULL, list_type, submission_id DESC, source_row DESC, source_cell DESC
    ) = 1
)
SELECT
    s.site_id AS thing_id,
    coalesce(s.unit_name, s.site_id) AS name,
    coalesce(s.county_code, '') AS county_code,
    round(s.lon, 5) AS lon,
    round(s.lat, 5) AS lat,
    CASE
        WHEN s.is_high_risk THEN 'site_risk'
        WHEN n.is_groundwater THEN 'site_listed'
        ELSE 'site_soil'
    END AS face,
    concat_ws(chr(31),
        '列入名录：' || s.list_year || '年 ' || n.lists,
        '污染源类型：' || (SELECT label FROM ref.code WHERE code_list = 'source_type' AND code = s.source_type),
        '生产状态：' || (SELECT label FROM ref.code WHERE code_list = 'production_state' AND code = s.production_state),
        '高风险：' || CASE WHEN s.is_high_risk THEN '是' ELSE '否' END,
        '渗漏排查：' || CASE WHEN s.is_leak_checked THEN '已开展' ELSE '未开展' END,
        '特征指标：' || s.characteristic_items
    ) AS facts,
    s.submission_id,
    coalesce(s.source_sheet, '') AS source_sheet,
    coalesce(s.source_cell, '') AS source_cell
FROM site AS s
LEFT JOIN named AS n USING (site_id)
ORDER BY s.site_id
