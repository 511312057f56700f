-- The class of each sample: that of its worst indicators (GB/T 14848-2017, 6.3), over results
-- whose class is proven. Reads touched_result, the current regular results of touched samples.
WITH worst AS (
    SELECT *, max(class_grade) OVER (PARTITION BY well_id, sampled_on, layer) AS sample_grade
    FROM touched_result
)
SELECT
    well_id, sampled_on, layer,
    arg_max(county_code, recency) AS county_code,
    arg_max(season, recency) AS season,
    arg_max(source_id, recency) AS source_id,
    arg_max(purpose, recency) AS purpose,
    any_value(sample_grade)::TINYINT AS grade,
    coalesce(substr('ⅠⅡⅢⅣⅤ', any_value(sample_grade), 1), '未定') AS label,
    string_agg(analyte_label, '、' ORDER BY analyte_position)
        FILTER (class_grade = sample_grade) AS worst_analytes,
    count(*) FILTER (is_routine AND class_grade IS NOT NULL) AS n_assessed,
    count(*) FILTER (class_grade IS NULL AND NOT is_absent) AS n_undetermined,
    count(*) FILTER (class_grade IS NULL AND is_absent) AS n_not_measured,
    count(*) FILTER (against_class3 = '超标') AS n_exceeding,
    count(*) FILTER (against_class3 = '无法判定' AND NOT is_absent) AS n_undecidable,
    count(*) FILTER (class_doubtful) AS n_doubtful,
    count(*) AS n_results,
    arg_max(submission_id, recency) AS submission_id
FROM worst
GROUP BY well_id, sampled_on, layer
