-- Sites of the year's lists that run and have not sampled as often as HJ 1209 asks: no sampling
-- of a point in the last whole quarter, half-year or year that it is due for, and none since.
-- A window is whole once its last day has come.
WITH day AS (
    SELECT
        as_of,
        CAST(date_trunc('quarter', as_of + 1) - INTERVAL 3 MONTH AS DATE) AS quarter_from,
        CAST(make_date(
            year(as_of + 1), CASE WHEN month(as_of + 1) > 6 THEN 7 ELSE 1 END, 1
        ) - INTERVAL 6 MONTH AS DATE) AS half_from,
        CAST(date_trunc('year', as_of + 1) - INTERVAL 1 YEAR AS DATE) AS year_from
    FROM (SELECT unnest($as_ofs::DATE[]) AS as_of)
),
site AS (
    SELECT d.as_of, d.quarter_from, d.half_from, d.year_from,
        k.site_id, k.unit_name, k.county_code, k.has_receptor_1km, k.production_state,
        k.submission_id, k.source_sheet, k.source_cell
    FROM day AS d
    JOIN key_unit_asof AS k
        ON k.period_end <= d.as_of
        AND (k.next_period_end IS NULL OR d.as_of < k.next_period_end)
        AND k.list_year <= year(d.as_of)
    QUALIFY dense_rank() OVER (PARTITION BY d.as_of, k.county_code ORDER BY k.list_year DESC) = 1
        AND row_number() OVER (
            PARTITION BY d.as_of, k.site_id
            ORDER BY k.list_year DESC, k.accepted_at DESC, k.submission_id DESC,
                k.source_sheet DESC, k.source_row DESC, k.source_cell DESC
        ) = 1
),
point AS (
    SELECT d.as_of, p.site_id, p.well_id, max(p.sampled_on) AS last_on,
        arg_max(p.due_frequency, p.sampled_on) AS due_frequency
    FROM day AS d
    JOIN self_monitoring_current AS p ON p.sampled_on <= d.as_of
    GROUP BY ALL
),
-- A site without any sampling is due by the weakest duty of its kind.
due AS (
    SELECT s.as_of, s.site_id, p.well_id, p.last_on,
        CASE coalesce(p.due_frequency, CASE WHEN s.has_receptor_1km THEN 'half' ELSE 'year' END)
            WHEN 'quarter' THEN s.quarter_from
            WHEN 'half' THEN s.half_from
            ELSE s.year_from
        END AS window_from
    FROM site AS s
    LEFT JOIN point AS p ON p.as_of = s.as_of AND p.site_id = s.site_id
),
missed AS (
    SELECT as_of, site_id, min(coalesce(last_on, window_from)) AS since,
        count(well_id) AS n_points, bool_or(well_id IS NULL) AS never
    FROM due
    WHERE last_on IS NULL OR last_on < window_from
    GROUP BY as_of, site_id
)
SELECT
    s.as_of,
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
JOIN site AS s ON s.as_of = m.as_of AND s.site_id = m.site_id
WHERE coalesce(s.production_state, 'running') = 'running'
ORDER BY s.as_of, s.site_id
