-- Heating projects that gave back less than the floor in the heating season that a day of $as_ofs
-- lies in, or in the one that ended last: November to March, months that were reported.
-- Sums are over exact decimals, so that they do not depend on the order of rows.
WITH season AS (
    SELECT as_of, CASE
        WHEN month(as_of) >= 11 THEN make_date(year(as_of), 11, 1)
        ELSE make_date(year(as_of) - 1, 11, 1)
    END AS first_day
    FROM (SELECT unnest($as_ofs::DATE[]) AS as_of)
),
reported AS (
    SELECT s.as_of, s.first_day, g.gw_id, g.heat_project, g.county_code, g.reservoir,
        g.abstracted_m3, g.reinjected_m3, g.period_end,
        g.submission_id, g.source_sheet, g.source_cell
    FROM season AS s
    JOIN geothermal_reported AS g
        ON g.period_end BETWEEN s.first_day AND least(
            s.as_of, last_day(CAST(s.first_day + INTERVAL 4 MONTH AS DATE))
        )
    WHERE coalesce(g.geothermal_well_type, '') <> 'closed_loop'
    QUALIFY row_number() OVER (
        PARTITION BY s.as_of, g.gw_id, g.period
        ORDER BY g.accepted_at DESC, g.submission_id DESC, g.source_sheet DESC,
            g.source_row DESC, g.source_cell DESC
    ) = 1
),
project AS (
    SELECT
        as_of, first_day, coalesce(heat_project, gw_id) AS name, county_code,
        mode(reservoir ORDER BY reservoir) AS reservoir,
        sum(abstracted_m3::DECIMAL(18, 6)) AS abstracted_m3,
        coalesce(sum(reinjected_m3::DECIMAL(18, 6)), 0) AS reinjected_m3,
        arg_max(submission_id, (period_end, gw_id)) AS submission_id,
        arg_max(source_sheet, (period_end, gw_id)) AS source_sheet,
        arg_max(source_cell, (period_end, gw_id)) AS source_cell
    FROM reported
    GROUP BY ALL
),
judged AS (
    SELECT *,
        100 * reinjected_m3::DOUBLE / abstracted_m3::DOUBLE AS rate_pct,
        CASE WHEN reservoir = 'pore' THEN $pore_floor_pct ELSE $karst_floor_pct END AS floor_pct
    FROM project
    WHERE abstracted_m3 >= $least_volume_m3
)
SELECT
    as_of,
    concat(county_code, ' ', name) AS subject,
    name,
    county_code,
    'no' AS new_area,
    '' AS owner,
    first_day AS since,
    rate_pct AS amount,
    concat(CAST(floor_pct AS INTEGER), '%') AS detail,
    submission_id, source_sheet, source_cell
FROM judged
WHERE rate_pct < floor_pct
ORDER BY as_of, subject
