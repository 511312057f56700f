-- Wells of the year's list: those not yet sealed when the year began stay in the denominator all
-- year, so that sealing a well never raises the rate. A running well that has sent no level for
-- two months or longer is silent and does not count as running; one that has never sent a level, or
-- none for two years, has no monthly duty.
WITH begun AS (
    SELECT DISTINCT w.well_id, m.month_end
    FROM mart.month AS m
    JOIN well_asof AS w
        ON w.period_end < m.year_begin
        AND (w.next_period_end IS NULL OR w.next_period_end >= m.year_begin)
    WHERE w.well_state = 'sealed'
),
level AS (
    SELECT l.well_id, m.month_end, l.month
    FROM mart.level_span AS l
    JOIN mart.month AS m
        ON l.month <= m.month_end AND (l.next_month IS NULL OR m.month_end < l.next_month)
    WHERE m.month_end - l.month <= 730
),
judged AS (
    SELECT
        w.*, begun.well_id IS NOT NULL AS was_sealed,
        coalesce(date_diff('month', level.month, w.month_end), 0) AS silent_months
    FROM well_monthly AS w
    LEFT JOIN begun ON begun.well_id = w.well_id AND begun.month_end = w.month_end
    LEFT JOIN level ON level.well_id = w.well_id AND level.month_end = w.month_end
)
SELECT
    month_end, county_code, new_area, well_id AS thing, coalesce(well_name, well_id) AS label,
    CASE WHEN well_state = 'running' AND silent_months < 2 AND NOT was_sealed THEN 1 ELSE 0 END
        AS numerator,
    CASE WHEN was_sealed THEN 0 ELSE 1 END AS denominator,
    CASE
        WHEN was_sealed THEN 'not_applicable'
        WHEN well_state IS NULL THEN 'undecided'
        ELSE 'counted'
    END AS state,
    CASE
        WHEN was_sealed THEN '上年末前已封井'
        WHEN well_state IS NULL THEN '运行状态未填'
        WHEN well_state = 'running' AND silent_months >= 2
            THEN concat('连续 ', silent_months, ' 期无水位数据')
        WHEN well_state = 'running' THEN '正常'
        ELSE (SELECT label FROM ref.code WHERE code_list = 'well_state' AND code = well_state)
    END AS note,
    submission_id, source_sheet, source_cell
FROM judged
