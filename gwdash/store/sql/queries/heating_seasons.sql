-- Water taken and given back, project by project, in the heating season that $as_of lies in or
-- the one that ended last, and in the $n_seasons - 1 before it. Months are reported whole, so a
-- season's first and last count whole. A project that reported in the year before a season and not
-- in it stands there with no month. `n_blank` are months of wells whose taken water is missing.
WITH season AS (
    SELECT
        first_on,
        least(
            CAST($as_of AS DATE), last_day(make_date(year(first_on) + 1, h.last_month, 1))
        ) AS until_on
    FROM ref.heating_season AS h
    CROSS JOIN (
        SELECT make_date(
            year(CAST($as_of AS DATE))
                - (month(CAST($as_of AS DATE)) < first_month)::INT - back, first_month, 1
        ) AS first_on
        FROM ref.heating_season
        CROSS JOIN (SELECT unnest(generate_series(0, $n_seasons - 1))::INT AS back)
    )
),
reported AS (
    SELECT *, abstracted_m3::DECIMAL(18, 6) AS taken_m3, reinjected_m3::DECIMAL(18, 6) AS given_m3
    FROM geothermal_reported
    WHERE period_end <= $as_of
    QUALIFY row_number() OVER (
        PARTITION BY period, gw_id
        ORDER BY accepted_at DESC, submission_id DESC, source_row DESC, source_cell DESC
    ) = 1
)
SELECT
    s.first_on, s.until_on,
    coalesce(g.county_code, '') AS county_code,
    coalesce(g.heat_project, g.gw_id) AS project,
    bool_and(coalesce(g.geothermal_well_type = 'closed_loop', FALSE)) AS is_closed_loop,
    coalesce(mode(g.reservoir), '') AS reservoir,
    count(DISTINCT g.period) FILTER (g.period_end >= s.first_on) AS n_months,
    coalesce(sum(g.taken_m3) FILTER (g.period_end >= s.first_on), 0)::DOUBLE AS taken_m3,
    coalesce(sum(g.given_m3) FILTER (g.period_end >= s.first_on), 0)::DOUBLE AS given_m3,
    count(*) FILTER (
        g.period_end >= s.first_on AND g.taken_m3 IS NULL
        AND g.geothermal_well_type IN ('production', 'both')
    ) AS n_blank
FROM season AS s
JOIN reported AS g
    ON g.period_end <= s.until_on AND g.period_end >= s.first_on - INTERVAL 1 YEAR
WHERE $county = '' OR g.county_code = $county
GROUP BY ALL
ORDER BY s.first_on DESC, county_code, project
