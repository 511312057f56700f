-- Counties whose zones have all gone up for approval; publishing them is the province's. The
-- city's bureau owes the ledger: before its first report no county can be judged, after it a county
-- without zones is not done.
WITH handed_in AS (
    SELECT DISTINCT m.month_end
    FROM mart.month AS m
    JOIN core.submission AS s ON s.dataset = 'zone' AND s.period_end <= m.month_end
),
zone AS (
    SELECT
        z.*, c.label AS stage,
        count(*) OVER own AS n_zones,
        count(*) FILTER (z.zone_stage IN ('submitted', 'published')) OVER own AS n_done,
        row_number() OVER (
            PARTITION BY z.month_end, z.county_code ORDER BY c.position NULLS FIRST, z.zone_id
        ) AS slowness
    FROM zone_monthly AS z
    LEFT JOIN ref.code AS c ON c.code_list = 'zone_stage' AND c.code = z.zone_stage
    WINDOW own AS (PARTITION BY z.month_end, z.county_code)
)
SELECT
    m.month_end, c.county_code, 'no' AS new_area, c.county_code AS thing, c.name AS label,
    CASE WHEN z.n_done = z.n_zones THEN 1 ELSE 0 END AS numerator,
    CASE WHEN h.month_end IS NULL THEN 0 ELSE 1 END AS denominator,
    CASE WHEN h.month_end IS NULL THEN 'not_reported' ELSE 'counted' END AS state,
    CASE
        WHEN h.month_end IS NULL THEN '从未报送本台账'
        WHEN z.zone_id IS NULL THEN '尚无分区'
        WHEN z.n_done = z.n_zones THEN concat(z.n_zones, ' 个分区均已报批')
        ELSE concat(
            '已报批 ', z.n_done, '/', z.n_zones, ' 个分区，最慢的在', coalesce(z.stage, '未填阶段')
        )
    END AS note,
    z.submission_id, z.source_sheet, z.source_cell
FROM mart.month AS m
CROSS JOIN ref.county AS c
LEFT JOIN handed_in AS h ON h.month_end = m.month_end
LEFT JOIN zone AS z
    ON z.month_end = m.month_end AND z.county_code = c.county_code AND z.slowness = 1
WHERE c.is_in_scope
