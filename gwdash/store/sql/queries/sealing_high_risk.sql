-- Abandoned wells that count as of high risk in a month whose disposal nobody has accepted: the nearest to a
-- source of pollution first, unknown distances last.
WITH owed AS (
    -- As abandoned_well_owed has them, of one month and hence much quicker.
    SELECT
        r.*,
        m.month_end,
        min(r.task_year) OVER own AS listed_year,
        coalesce(r.well_risk, 'not_assessed') = 'not_assessed'
            AND (
                coalesce(bool_or(r.well_risk = 'high') OVER own, FALSE)
                OR coalesce(min(r.task_year) OVER own <= year(m.month_end), FALSE)
            ) AS is_feared_high
    FROM abandoned_well_asof AS r
    JOIN mart.month AS m ON m.month = $period AND r.period_end <= m.month_end
    WINDOW own AS (PARTITION BY r.aw_id)
    QUALIFY row_number() OVER (
        PARTITION BY r.aw_id
        ORDER BY least(coalesce(r.next_period_end, DATE '9999-12-31'), m.month_end + 1) DESC,
            r.accepted_at DESC, r.submission_id DESC, r.source_sheet DESC, r.source_row DESC,
            r.source_cell DESC
    ) = 1
)
SELECT
    aw_id,
    coalesce(aw_name, aw_id) AS name,
    coalesce(county_code, '') AS county_code,
    coalesce(town, '') AS town,
    coalesce(well_category, '') AS category,
    coalesce(well_kind, '') AS kind,
    source_distance_m,
    surveyed_on,
    CASE WHEN surveyed_on <= month_end THEN date_diff('day', surveyed_on, month_end) END
        AS days_since_found,
    coalesce(disposal, '') AS disposal,
    CASE
        WHEN acceptance = 'failed' THEN 'failed'
        WHEN sealing_to <= month_end THEN 'filled'
        WHEN sealing_from <= month_end THEN 'filling'
        ELSE 'not_begun'
    END AS progress,
    listed_year AS task_year,
    submission_id,
    source_sheet,
    source_row,
    source_cell
FROM owed
WHERE (well_risk = 'high' OR is_feared_high)
  AND NOT coalesce(acceptance = 'passed' AND coalesce(accepted_on, month_end) <= month_end, FALSE)
  AND ($county = '' OR county_code = $county)
  AND ($new_area OR coalesce(new_area, 'no') <> 'direct')
ORDER BY source_distance_m NULLS LAST, days_since_found DESC NULLS LAST, aw_id
