-- Heating projects that gave back less than the floor in the heating season that $as_of lies in,
-- or in the one that ended last: November to March, months that were reported.
WITH season AS (
    SELECT CASE
        WHEN month(CAST($as_of AS DATE)) >= 11 THEN make_date(year(CAST($as_of AS DATE)), 11, 1)
        ELSE make_date(year(CAST($as_of AS DATE)) - 1, 11, 1)
    END AS first_day
),
reported AS (
    SELECT g.*
    FROM geothermal_reported AS g, season
    WHERE g.period_end BETWEEN season.first_day AND least(
            CAST($as_of AS DATE), last_day(CAST(season.first_day + INTERVAL 4 MONTH AS DATE))
        )
      AND coalesce(g.geothermal_well_type, '') <> 'closed_loop'
    QUALIFY row_number() OVER (
        PARTITION BY g.gw_id, g.period
        ORDER BY g.accepted_at DESC, g.submission_id DESC, g.source_row DESC, g.source_cell DESC
    ) = 1
),
project AS (
    SELECT
        coalesce(heat_project, gw_id) AS name, county_code,
        mode(reservoir) AS reservoir,
        sum(abstracted_m3) AS abstracted_m3,
        coalesce(sum(reinjected_m3), 0) AS reinjected_m3,
        arg_max(submission_id, (period_end, gw_id)) AS submission_id,
        arg_max(source_sheet, (period_end, gw_id)) AS source_sheet,
        arg_max(source_cell, (period_end, gw_id)) AS source_cell
    FROM reported
    GROUP BY ALL
),
judged AS (
    SELECT *,
        100 * reinjected_m3 / abstracted_m3 AS rate_pct,
        CASE WHEN reservoir = 'pore' THEN $pore_floor_pct ELSE $karst_floor_pct END AS floor_pct
    FROM project
    WHERE abstracted_m3 >= $least_volume_m3
)
SELECT
    concat(county_code, ' ', name) AS subject,
    name,
    county_code,
    'no' AS new_area,
    '' AS owner,
    season.first_day AS since,
    CAST(rate_pct AS DOUBLE) AS amount,
    concat(CAST(floor_pct AS INTEGER), '%') AS detail,
    submission_id, source_sheet, source_cell
FROM judged, season
WHERE rate_pct < floor_pct
ORDER BY subject
