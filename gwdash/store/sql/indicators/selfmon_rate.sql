-- Samplings that were due this year and were taken, well by well (HJ 1209-2021): a unit of the first
-- class twice a year and one of the second once, twice as often where a receptor lies within 1 km,
-- or as often as the site itself was told, whichever is more. A sampling is due when its part of the
-- year is over, and several in one part count once, so that an eager well hides no idle one.
-- A running site without any sampling since the year before is due as one unit of the first class:
-- not sampling never pays.
WITH listed AS (
    SELECT *
    FROM key_unit_monthly
    WHERE list_type IN ('priority', 'supervised') AND list_year <= year(month_end)
    QUALIFY list_year = max(list_year) OVER (PARTITION BY month, month_end, county_code)
),
site AS (
    SELECT
        *, coalesce(production_state IN ('closed', 'building'), FALSE) AS is_exempt,
        CASE WHEN has_receptor_1km THEN 2 ELSE 1 END AS factor
    FROM listed
    QUALIFY row_number() OVER (
        PARTITION BY month_end, site_id ORDER BY list_type, submission_id DESC, source_row DESC
    ) = 1
),
sampling AS (
    SELECT
        s.month_end, s.site_id, m.well_id, m.sampled_on, m.unit_class, m.due_frequency,
        m.submission_id, m.source_sheet, m.source_cell
    FROM site AS s
    JOIN self_monitoring_current AS m
        ON m.site_id = s.site_id AND m.sampled_on <= s.month_end
        AND m.sampled_on >= s.year_begin - INTERVAL 1 YEAR
    WHERE NOT s.is_exempt
),
well AS (
    SELECT *
    FROM sampling
    QUALIFY row_number() OVER (
        PARTITION BY month_end, site_id, well_id ORDER BY sampled_on DESC, submission_id DESC
    ) = 1
),
owed AS (
    SELECT
        s.month_end, s.year_begin, s.county_code, s.new_area, s.site_id, s.unit_name, s.is_exempt,
        s.production_state, w.well_id, w.sampled_on,
        coalesce(w.submission_id, s.submission_id) AS submission_id,
        coalesce(w.source_sheet, s.source_sheet) AS source_sheet,
        coalesce(w.source_cell, s.source_cell) AS source_cell,
        CASE
            WHEN s.is_exempt THEN 0
            WHEN w.unit_class IS NULL AND w.due_frequency IS NULL THEN 2 * s.factor
            ELSE greatest(
                CASE w.unit_class
                    WHEN 'first' THEN 2 * s.factor WHEN 'second' THEN s.factor
                    WHEN 'background' THEN s.factor ELSE 0
                END,
                CASE w.due_frequency
                    WHEN 'quarter' THEN 4 WHEN 'half' THEN 2 WHEN 'year' THEN 1 ELSE 0
                END
            )
        END AS times
    FROM site AS s
    LEFT JOIN well AS w ON w.month_end = s.month_end AND w.site_id = s.site_id
),
counted AS (
    SELECT
        o.*, o.times * month(o.month_end) // 12 AS n_due,
        (
            SELECT count(DISTINCT o.times * (month(x.sampled_on) - 1) // 12)
            FROM sampling AS x
            WHERE x.month_end = o.month_end AND x.site_id = o.site_id AND x.well_id = o.well_id
              AND x.sampled_on >= o.year_begin
              AND o.times * (month(x.sampled_on) - 1) // 12 < o.times * month(o.month_end) // 12
        ) AS n_done
    FROM owed AS o
),
silent AS (
    SELECT m.month_end, c.county_code
    FROM mart.month AS m
    CROSS JOIN ref.county AS c
    ANTI JOIN core.submission AS s
        ON s.dataset = 'self_monitoring' AND s.reporter = c.county_code
        AND s.period_end
            = (date_trunc('quarter', m.month_end + INTERVAL 1 DAY) - INTERVAL 1 DAY)::DATE
)
SELECT
    c.month_end, c.county_code, c.new_area, concat_ws(' ', c.site_id, c.well_id) AS thing,
    concat_ws(' ', coalesce(c.unit_name, c.site_id), c.well_id) AS label,
    c.n_done AS numerator, c.n_due AS denominator,
    CASE
        WHEN c.is_exempt THEN 'not_applicable'
        WHEN c.well_id IS NULL THEN 'not_monitored'
        WHEN c.n_due = 0 THEN 'not_applicable'
        ELSE 'counted'
    END AS state,
    CASE
        WHEN c.production_state = 'building' THEN '在建，尚未投产'
        WHEN c.is_exempt THEN '已关闭'
        WHEN c.well_id IS NULL
            THEN concat('上年以来没有自行监测记录，按一类单元每年 ', c.times, ' 次计')
        WHEN c.n_due = 0 THEN concat('全年应测 ', c.times, ' 次，首次未到期')
        ELSE concat('全年应测 ', c.times, ' 次，到期 ', c.n_due, ' 次，按期完成 ', c.n_done, ' 次')
    END || CASE
        WHEN s.county_code IS NOT NULL AND c.n_done < c.n_due THEN '；本县市区上一季度未报' ELSE ''
    END AS note,
    c.submission_id, c.source_sheet, c.source_cell
FROM counted AS c
LEFT JOIN silent AS s ON s.month_end = c.month_end AND s.county_code = c.county_code
