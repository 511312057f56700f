-- Points of the national and provincial lists only, which are those ever sampled for them: each
-- by its last overall class of the twelve months up to the month's end.
WITH listed AS (
    SELECT well_id, min(sampled_on) AS first_on
    FROM mart.sample
    WHERE purpose IN ('national', 'provincial')
    GROUP BY well_id
),
latest AS (
    SELECT s.*, m.month_end
    FROM mart.sample AS s
    JOIN listed AS p ON p.well_id = s.well_id
    JOIN mart.month AS m
        ON s.sampled_on <= m.month_end AND s.sampled_on > m.month_end - INTERVAL 1 YEAR
    WHERE s.purpose IN ('national', 'provincial')
    QUALIFY row_number() OVER (
        PARTITION BY s.well_id, m.month_end ORDER BY s.sampled_on DESC, s.layer NULLS FIRST
    ) = 1
)
SELECT
    m.month_end, coalesce(w.county_code, l.county_code, '') AS county_code, w.new_area,
    p.well_id AS thing, coalesce(w.well_name, p.well_id) AS label,
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
    l.submission_id, l.source_sheet, l.source_cell
FROM listed AS p
JOIN mart.month AS m ON p.first_on <= m.month_end
LEFT JOIN latest AS l ON l.well_id = p.well_id AND l.month_end = m.month_end
LEFT JOIN well_monthly AS w ON w.well_id = p.well_id AND w.month_end = m.month_end
