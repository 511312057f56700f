-- Sites of the year's lists that run and have not sampled as often as HJ 1209 asks: no sampling
-- of a point in the last whole quarter, half-year or year that it is due for, and none since.
WITH site AS (
    SELECT *
    FROM key_unit_asof
    WHERE period_end <= $as_of AND (next_period_end IS NULL OR $as_of < next_period_end)
      AND list_year <= year(CAST($as_of AS DATE))
    QUALIFY dense_rank() OVER (PARTITION BY county_code ORDER BY list_year DESC) = 1
        AND row_number() OVER (
            PARTITION BY site_id
            ORDER BY list_year DESC, accepted_at DESC, submission_id DESC, source_sheet DESC,
                source_row DESC, source_cell DESC
        ) = 1
),
sampling AS (
    SELECT site_id, well_id, due_frequency, sampled_on
    FROM self_monitoring_current
    WHERE sampled_on <= $as_of
),
point AS (
    SELECT site_id, well_id, max(sampled_on) AS last_on,
        arg_max(due_frequency, sampled_on) AS due_frequency
    FROM sampling
    GROUP BY ALL
),
-- A site without any sampling is due by the weakest duty of its kind.
due AS (
    SELECT s.site_id, p.well_id, p.last_on,
        CASE coalesce(p.due_frequency, CASE WHEN s.has_receptor_1km THEN 'half' ELSE 'year' END)
            WHEN 'quarter' THEN date_trunc('quarter', CAST($as_of AS DATE) + 1)
                - INTERVAL 3 MONTH
            WHEN 'half' THEN make_date(
                year(CAST($as_of AS DATE) + 1),
                CASE WHEN month(CAST($as_of AS DATE) + 1) > 6 THEN 7 ELSE 1 END, 1
            ) - INTERVAL 6 MONTH
            ELSE date_trunc('year', CAST($as_of AS DATE) + 1) - INTERVAL 1 YEAR
        END::DATE AS window_from
    FROM site AS s
    LEFT JOIN point AS p USING (site_id)
),
missed AS (
    SELECT site_id, min(coalesce(last_on, window_from)) AS since,
        count(well_id) AS n_points, bool_or(well_id IS NULL) AS never
    FROM due
    WHERE last_on IS NULL OR last_on < window_from
    GROUP BY site_id
)
SELECT
    s.site_id AS subject,
    coalesce(s.unit_name, s.site_id) AS name,
    s.county_code,
    'no' AS new_area,
    '' AS owner,
    m.since,
    m.n_points::DOUBLE AS amount,
    CASE WHEN m.never THEN '没有自行监测记录'
        ELSE concat(m.n_points, ' 个点位未按频次自行监测') END AS detail,
    s.submission_id, s.source_sheet, s.source_cell
FROM missed AS m
JOIN site AS s USING (site_id)
WHERE coalesce(s.production_state, 'running') = 'running'
ORDER BY s.site_id
