-- Drinking-water sources in force at the end of month $as_of with how they stood this year, as
-- the indicator of sources judges it, for every level: 达标 when each sampling of the year so far
-- keeps to class III (GB/T 14848-2017), 超标 when one does not, 未监测 without any.
-- Exact positions of sources are shown to nobody: 0.01 degrees is about 1 km.
WITH source AS (
    SELECT *, coalesce(source_use, 'in_use') = 'in_use' AS is_used
    FROM water_source_monthly
    WHERE month_end = $as_of
      AND ($county = '' OR county_code = $county)
      AND ($new_area OR coalesce(new_area, 'no') <> 'direct')
),
linked AS (
    SELECT s.source_id, a.well_id, a.sampled_on, a.layer, a.n_exceeding, a.n_undecidable
    FROM source AS s
    JOIN mart.sample AS a
        ON a.source_id = s.source_id AND a.sampled_on BETWEEN s.year_begin AND s.month_end
    WHERE a.n_results > a.n_not_measured
    UNION
    SELECT s.source_id, a.well_id, a.sampled_on, a.layer, a.n_exceeding, a.n_undecidable
    FROM source AS s
    JOIN well_monthly AS w
        ON w.month_end = $as_of AND w.source_id = s.source_id
    JOIN mart.sample AS a
        ON a.well_id = w.well_id AND a.sampled_on BETWEEN s.year_begin AND s.month_end
    WHERE a.n_results > a.n_not_measured AND coalesce(a.source_id, s.source_id) = s.source_id
),
verdict AS (
    SELECT source_id, count(*) AS n_samples, max(sampled_on) AS last_on,
        count(*) FILTER (n_exceeding > 0) AS n_over,
        count(*) FILTER (n_undecidable > 0) AS n_open
    FROM linked
    GROUP BY source_id
)
SELECT
    s.source_id AS thing_id,
    coalesce(s.source_name, s.source_id) AS name,
    coalesce(s.county_code, '') AS county_code,
    round(s.lon, 2) AS lon,
    round(s.lat, 2) AS lat,
    CASE
        WHEN NOT s.is_used THEN 'source_idle'
        WHEN v.n_samples IS NULL THEN 'source_unmonitored'
        WHEN v.n_over > 0 THEN 'source_over'
        WHEN v.n_open > 0 THEN 'source_open'
        ELSE 'source_met'
    END AS face,
    concat_ws(chr(31),
        '水源级别：' || (SELECT label FROM ref.code WHERE code_list = 'source_level' AND code = s.source_level),
        '使用状态：' || (SELECT label FROM ref.code WHERE code_list = 'source_use' AND code = s.source_use),
        '今年采样：' || CASE WHEN v.n_samples IS NULL THEN '未监测' ELSE concat(v.n_samples, ' 次，超标 ', v.n_over, ' 次') END,
        '最近采样：' || v.last_on,
        '超标原因：' || (SELECT label FROM ref.code WHERE code_list = 'cause' AND code = s.cause),
        '保护区：' || (SELECT label FROM ref.code WHERE code_list = 'protection' AND code = s.protection_state),
        '补给区：' || (SELECT label FROM ref.code WHERE code_list = 'recharge_stage' AND code = s.recharge_stage),
        '服务人口：' || s.population_10k || ' 万人'
    ) AS facts,
    s.submission_id,
    coalesce(s.source_sheet, '') AS source_sheet,
    coalesce(s.source_cell, '') AS source_cell
FROM source AS s
LEFT JOIN verdict AS v USING (source_id)
ORDER BY s.source_id
