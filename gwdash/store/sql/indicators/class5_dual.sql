-- Points that watch drinking sources or pollution sources, apart from the national list: each by
-- its last overall class of the twelve months up to the month's end. Only a well that was sealed
-- before the year began is out, so that sealing a bad one does not pay.
WITH latest AS (
    SELECT s.*, m.month_end
    FROM mart.sample AS s
    JOIN mart.month AS m
        ON s.sampled_on <= m.month_end AND s.sampled_on > m.month_end - INTERVAL 1 YEAR
    QUALIFY row_number() OVER (
        PARTITION BY s.well_id, m.month_end ORDER BY s.sampled_on DESC, s.layer NULLS FIRST
    ) = 1
)
SELECT
    w.month_end, w.county_code, w.new_area, w.well_id AS thing,
    coalesce(w.well_name, w.well_id) AS label,
    CASE WHEN l.grade = 5 THEN 1 ELSE 0 END AS numerator,
    CASE WHEN l.grade IS NULL THEN 0 ELSE 1 END AS denominator,
    CASE
        WHEN l.well_id IS NULL THEN 'not_monitored'
        WHEN l.grade IS NULL THEN 'undecided'
        ELSE 'counted'
    END AS state,
    CASE
        WHEN l.well_id IS NULL THEN '一年内没有采样'
        ELSE concat(
            l.sampled_on, ' 采样，综合', l.label, '类，参评 ', l.n_assessed, ' 项',
            CASE WHEN l.grade >= 4 THEN concat('，', l.worst_analytes) ELSE '' END
        )
    END AS note,
    coalesce(l.submission_id, w.submission_id) AS submission_id,
    coalesce(l.source_sheet, w.source_sheet) AS source_sheet,
    coalesce(l.source_cell, w.source_cell) AS source_cell
FROM well_monthly AS w
LEFT JOIN latest AS l ON l.well_id = w.well_id AND l.month_end = w.month_end
WHERE (w.source_id IS NOT NULL OR w.pollution_source_id IS NOT NULL
    OR coalesce(w.is_source_point, FALSE) OR coalesce(w.is_pollution_point, FALSE)
    OR w.origin IN ('drinking_source', 'pollution_source'))
  AND NOT EXISTS (
    SELECT 1 FROM well_asof AS b
    WHERE b.well_id = w.well_id AND b.well_state = 'sealed' AND b.period_end < w.year_begin
      AND (b.next_period_end IS NULL OR b.next_period_end >= w.year_begin)
  )
