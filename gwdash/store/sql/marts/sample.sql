-- The class of each sample: that of its worst indicators (GB/T 14848-2017, 6.3), over results
-- whose class is proven. Reads touched_result, the current regular results of touched samples.
WITH graded AS (
    SELECT *, max(class_grade) OVER (PARTITION BY well_id, sampled_on, layer) AS sample_grade
    FROM touched_result
)
SELECT
    g.well_id, g.sampled_on, g.layer,
    arg_max(g.county_code, g.recency) AS county_code,
    arg_max(g.season, g.recency) AS season,
    arg_max(g.source_id, g.recency) AS source_id,
    arg_max(g.purpose, g.recency) AS purpose,
    any_value(g.sample_grade)::TINYINT AS grade,
    coalesce(substr('ⅠⅡⅢⅣⅤ', any_value(g.sample_grade), 1), '未定') AS label,
    string_agg(a.label, '、' ORDER BY a.position)
        FILTER (g.class_grade = g.sample_grade) AS worst_analytes,
    count(*) FILTER (g.is_routine AND g.class_grade IS NOT NULL) AS n_assessed,
    count(*) FILTER (g.class_grade IS NULL AND NOT g.is_absent) AS n_undetermined,
    count(*) FILTER (g.class_grade IS NULL AND g.is_absent) AS n_not_measured,
    count(*) FILTER (g.is_exceeding) AS n_exceeding,
    count(*) FILTER (g.is_undecidable AND NOT g.is_absent) AS n_undecidable,
    count(*) FILTER (g.class_doubtful) AS n_doubtful,
    count(*) AS n_results,
    arg_max(g.submission_id, g.recency) AS submission_id
FROM graded AS g
LEFT JOIN ref.analyte AS a ON a.analyte = g.analyte
GROUP BY g.well_id, g.sampled_on, g.layer
