-- Abandoned wells as they count at each month's end. A well once on file stays on file: one that
-- the register in force leaves out counts as it last stood, and the first year that put it on a
-- list holds, so that neither dropping a row nor blanking a cell takes it out of what is owed.
-- Whoever had entered a well by mistake corrects the file that named it.
CREATE OR REPLACE VIEW abandoned_well_owed AS
WITH known AS (
    SELECT m.month, m.month_end, w.aw_id
    FROM mart.month AS m
    JOIN (
        SELECT aw_id, min(month_end) AS first_end FROM abandoned_well_monthly GROUP BY aw_id
    ) AS w ON m.month_end >= w.first_end
)
SELECT
    r.* EXCLUDE (month, month_end, year_begin),
    k.month,
    k.month_end,
    r.month_end < k.month_end AS is_dropped,
    min(r.task_year) OVER own AS listed_year,
    coalesce(r.well_risk, 'not_assessed') = 'not_assessed'
        AND (
            coalesce(bool_or(r.well_risk = 'high') OVER own, FALSE)
            OR coalesce(min(r.task_year) OVER own <= year(k.month_end), FALSE)
        ) AS is_feared_high
FROM known AS k
ASOF JOIN abandoned_well_monthly AS r ON r.aw_id = k.aw_id AND r.month_end <= k.month_end
WINDOW own AS (PARTITION BY k.aw_id ORDER BY k.month_end)
