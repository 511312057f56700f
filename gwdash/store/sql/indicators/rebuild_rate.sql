-- Projects that take heat from a single well and must build one to give back, as they were last
-- reported; a project is as far as the well of its that is least far.
WITH last_told AS (
    SELECT g.*, c.position
    FROM geothermal_monthly AS g
    LEFT JOIN ref.code AS c ON c.code_list = 'rebuild_stage' AND c.code = g.rebuild_stage
),
project AS (
    SELECT
        *, coalesce(heat_project, gw_id) AS project,
        coalesce(geothermal_well_type = 'closed_loop', FALSE) AS is_closed_loop,
        coalesce(rebuild_stage = 'not_needed', FALSE) AS is_spared
    FROM last_told
    QUALIFY row_number() OVER (
        PARTITION BY month_end, county_code, coalesce(heat_project, gw_id)
        ORDER BY is_closed_loop, is_spared, position NULLS FIRST, gw_id
    ) = 1
)
SELECT
    month_end, county_code, 'no' AS new_area, project AS thing, project AS label,
    CASE WHEN rebuild_stage IN ('built', 'running') AND NOT is_closed_loop THEN 1 ELSE 0 END
        AS numerator,
    CASE WHEN is_closed_loop OR is_spared THEN 0 ELSE 1 END AS denominator,
    CASE
        WHEN is_closed_loop OR is_spared THEN 'not_applicable'
        WHEN rebuild_stage IS NULL THEN 'undecided'
        ELSE 'counted'
    END AS state,
    CASE
        WHEN is_closed_loop THEN '地埋管只换热不取水，不适用'
        ELSE concat(
            coalesce((
                SELECT label FROM ref.code
                WHERE code_list = 'rebuild_stage' AND code = rebuild_stage
            ), '补建阶段未填'),
            CASE WHEN is_main_city AND NOT is_spared THEN '（主城区）' ELSE '' END
        )
    END AS note,
    submission_id, source_sheet, source_cell
FROM project
