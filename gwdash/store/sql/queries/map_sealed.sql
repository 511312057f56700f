-- Abandoned wells in force at the end of month $as_of: accepted, filled and waiting, kept for
-- another use, or open by risk. Those that were wells of drinking-water sources, $secret, are shown
-- to 0.01 degrees, about 1 km.
WITH secret AS (SELECT unnest(CAST($secret AS VARCHAR[])) AS well_id),
sealed AS (
    SELECT
        *,
        CASE
            WHEN aw_id IN (FROM secret) OR coalesce(original_id IN (FROM secret), FALSE) THEN 2
            ELSE 5
        END AS digits
    FROM abandoned_well_monthly
    WHERE month_end = $as_of
      AND ($county = '' OR county_code = $county)
      AND ($new_area OR coalesce(new_area, 'no') <> 'direct')
)
SELECT
    a.aw_id AS thing_id,
    coalesce(a.aw_name, a.aw_id) AS name,
    coalesce(a.county_code, '') AS county_code,
    round(a.lon, a.digits) AS lon,
    round(a.lat, a.digits) AS lat,
    CASE
        WHEN a.acceptance = 'passed' AND coalesce(a.accepted_on, a.month_end) <= a.month_end
            THEN 'sealed_passed'
        WHEN a.disposal IN ('reserve', 'monitoring', 'kept') THEN 'sealed_kept'
        WHEN a.sealing_to <= a.month_end THEN 'sealed_waiting'
        WHEN a.well_risk = 'high' THEN 'sealed_high'
        ELSE 'sealed_open'
    END AS face,
    concat_ws(chr(31),
        '类型：' || (SELECT label FROM ref.code WHERE code_list = 'well_category' AND code = a.well_category),
        '环境风险：' || (SELECT label FROM ref.code WHERE code_list = 'well_risk' AND code = a.well_risk),
        '处置方式：' || (SELECT label FROM ref.code WHERE code_list = 'disposal' AND code = a.disposal),
        '任务年度：' || a.task_year || '年',
        '回填完成：' || a.sealing_to,
        '验收结论：' || (SELECT label FROM ref.code WHERE code_list = 'acceptance' AND code = a.acceptance),
        '井深：' || a.well_depth_m || ' m'
    ) AS facts,
    a.submission_id,
    coalesce(a.source_sheet, '') AS source_sheet,
    coalesce(a.source_cell, '') AS source_cell
FROM sealed AS a
ORDER BY a.aw_id
