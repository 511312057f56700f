-- The zones in force at the end of month $as_of with what the map says of them; where they lie
-- comes from their outlines.
SELECT
    z.zone_id AS thing_id,
    coalesce(z.zone_name, z.zone_id) AS name,
    coalesce(z.county_code, '') AS county_code,
    CAST(NULL AS DOUBLE) AS lon,
    CAST(NULL AS DOUBLE) AS lat,
    CASE
        WHEN z.zone_class = 'protection' AND coalesce(z.zone_subclass IN ('recharge', 'special'), FALSE)
            THEN 'zone_recharge'
        WHEN z.zone_class = 'protection' THEN 'zone_source'
        WHEN z.zone_class = 'control' AND coalesce(z.zone_subclass = 'control_first', FALSE)
            THEN 'zone_control_first'
        WHEN z.zone_class = 'control' THEN 'zone_control_second'
        WHEN z.zone_class = 'general' THEN 'zone_general'
        ELSE 'zone_unknown'
    END AS face,
    concat_ws(chr(31),
        '分区大类：' || (SELECT label FROM ref.code WHERE code_list = 'zone_class' AND code = z.zone_class),
        '分区小类：' || (SELECT label FROM ref.code WHERE code_list = 'zone_subclass' AND code = z.zone_subclass),
        '面积：' || z.area_km2 || ' km²',
        '划定阶段：' || (SELECT label FROM ref.code WHERE code_list = 'zone_stage' AND code = z.zone_stage),
        '管控措施：' || CASE z.has_measures WHEN TRUE THEN '已制定' WHEN FALSE THEN '未制定' END,
        '划分依据：' || (SELECT label FROM ref.code WHERE code_list = 'zone_guide' AND code = z.zone_guide),
        '批复文号：' || z.approval_no
    ) AS facts,
    z.submission_id,
    coalesce(z.source_sheet, '') AS source_sheet,
    coalesce(z.source_cell, '') AS source_cell
FROM zone_monthly AS z
WHERE z.month_end = $as_of
  AND ($county = '' OR z.county_code = $county)
ORDER BY z.zone_id
