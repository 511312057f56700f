-- Water given back of water taken, project by project, over the heating season that is running or
-- the last one. Months are reported whole, so the season's first and last count whole. A project
-- counts no more as given back than it took; where it claims clearly more, its meters are in doubt.
-- One that reported in the year before and not this season is not reported.
WITH season AS (
    SELECT
        month_end, first_on,
        least(month_end, last_day(make_date(year(first_on) + 1, last_month, 1))) AS until_on
    FROM (
        SELECT
            m.month_end, h.last_month,
            make_date(
                year(m.month_end) - (month(m.month_end) < h.first_month)::INT, h.first_month, 1
            ) AS first_on
        FROM mart.month AS m
        CROSS JOIN ref.heating_season AS h
    )
),
reported AS (
    SELECT
        *, abstracted_m3::DECIMAL(18, 6) AS taken_m3, reinjected_m3::DECIMAL(18, 6) AS given_m3
    FROM geothermal_reported
    QUALIFY row_number() OVER (
        PARTITION BY period, gw_id
        ORDER BY accepted_at DESC, submission_id DESC, source_row DESC, source_cell DESC
    ) = 1
),
project AS (
    SELECT
        s.month_end, g.county_code, coalesce(g.heat_project, g.gw_id) AS project,
        bool_and(coalesce(g.geothermal_well_type = 'closed_loop', FALSE)) AS is_closed_loop,
        count(DISTINCT g.period) FILTER (g.period_end >= s.first_on) AS n_months,
        coalesce(sum(g.taken_m3) FILTER (g.period_end >= s.first_on), 0) AS taken_m3,
        coalesce(sum(g.given_m3) FILTER (g.period_end >= s.first_on), 0) AS given_m3,
        count(*) FILTER (
            g.period_end >= s.first_on AND g.taken_m3 IS NULL
            AND g.geothermal_well_type IN ('production', 'both')
        ) AS n_blank,
        max(s.first_on) AS first_on,
        first(g.submission_id ORDER BY g.period_end DESC, g.gw_id) AS submission_id,
        first(g.source_sheet ORDER BY g.period_end DESC, g.gw_id) AS source_sheet,
        first(g.source_cell ORDER BY g.period_end DESC, g.gw_id) AS source_cell
    FROM season AS s
    JOIN reported AS g
        ON g.period_end <= s.until_on AND g.period_end >= s.first_on - INTERVAL 1 YEAR
    GROUP BY ALL
)
SELECT
    month_end, county_code, 'no' AS new_area, project AS thing, project AS label,
    least(given_m3, taken_m3) AS numerator,
    taken_m3 AS denominator,
    CASE
        WHEN is_closed_loop THEN 'not_applicable'
        WHEN n_months = 0 THEN 'not_reported'
        WHEN n_blank > 0 OR given_m3 > 1.02 * taken_m3 THEN 'undecided'
        WHEN taken_m3 = 0 THEN 'not_applicable'
        ELSE 'counted'
    END AS state,
    CASE
        WHEN is_closed_loop THEN '地埋管只换热不取水，不适用'
        WHEN n_months = 0 THEN '本供暖季未报'
        WHEN n_blank > 0 THEN concat(n_blank, ' 井月的开采量未填')
        WHEN given_m3 > 1.02 * taken_m3 THEN '回灌量明显大于开采量，待核，按开采量计'
        WHEN taken_m3 = 0 THEN '供暖季内没有开采'
        ELSE concat(
            strftime(first_on, '%Y-%m'), ' 起 ', n_months, ' 个月，开采 ',
            round(taken_m3)::BIGINT, ' m³，回灌 ', round(given_m3)::BIGINT, ' m³'
        )
    END AS note,
    submission_id, source_sheet, source_cell
FROM project
