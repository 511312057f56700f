-- Geothermal wells in use, those that rest out of season included, as they were last reported, and
-- those whose meters are online. Closed loops move no water.
WITH last_told AS (
    SELECT
        *, coalesce(geothermal_well_type = 'closed_loop', FALSE) AS is_closed_loop,
        coalesce(geothermal_state IN ('stopped', 'sealed'), FALSE) AS is_out
    FROM geothermal_monthly
)
SELECT
    month_end, county_code, 'no' AS new_area, gw_id AS thing,
    concat_ws(' ', heat_project, gw_id) AS label,
    CASE WHEN metering = 'online' AND NOT is_closed_loop AND NOT is_out THEN 1 ELSE 0 END
        AS numerator,
    CASE WHEN is_closed_loop OR is_out THEN 0 ELSE 1 END AS denominator,
    CASE
        WHEN is_closed_loop OR is_out THEN 'not_applicable'
        WHEN metering IS NULL THEN 'undecided'
        ELSE 'counted'
    END AS state,
    CASE
        WHEN is_closed_loop THEN '地埋管只换热不取水，不适用'
        WHEN is_out THEN (
            SELECT label FROM ref.code
            WHERE code_list = 'geothermal_state' AND code = geothermal_state
        )
        ELSE coalesce((
            SELECT label FROM ref.code WHERE code_list = 'metering' AND code = last_told.metering
        ), '计量设施未填')
    END AS note,
    submission_id, source_sheet, source_cell
FROM last_told
