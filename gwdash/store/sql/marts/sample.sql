-- The class of each sample: that of its worst indicators (GB/T 14848-2017, 6.3), over results
-- whose class is proven. Which indicators were decided against class Ⅲ, are bounded from above only
-- (≤X), open (未定) or not measured stands in masks, a bit for each in the order of the standard:
-- so a season's indicators are counted over its samples, without a look at any result.
-- Reads touched_result, the current regular results of touched samples.
WITH graded AS (
    SELECT
        t.*, a.label, a.position, 1::HUGEINT << a.position AS bit,
        max(t.class_grade) OVER own AS sample_grade,
        t.precedence = max(t.precedence) OVER own AS is_first
    FROM touched_result AS t
    LEFT JOIN ref.analyte AS a ON a.analyte = t.analyte
    WINDOW own AS (PARTITION BY t.well_id, t.sampled_on, t.layer)
),
sample AS (
    SELECT
        well_id, sampled_on, layer,
        arg_max(county_code, recency) AS county_code,
        arg_max(season, recency) AS season,
        arg_max(source_id, recency) AS source_id,
        arg_max(purpose, recency) AS purpose,
        any_value(sample_grade)::TINYINT AS grade,
        coalesce(substr('ⅠⅡⅢⅣⅤ', any_value(sample_grade), 1), '未定') AS label,
        string_agg(label, '、' ORDER BY position)
            FILTER (class_grade = sample_grade) AS worst_analytes,
        count(*) FILTER (is_routine AND class_grade IS NOT NULL) AS n_assessed,
        count(*) FILTER (class_grade IS NULL AND NOT is_absent) AS n_undetermined,
        count(*) FILTER (class_grade IS NULL AND is_absent) AS n_not_measured,
        count(*) FILTER (is_exceeding) AS n_exceeding,
        count(*) FILTER (is_undecidable AND NOT is_absent) AS n_undecidable,
        count(*) FILTER (class_doubtful) AS n_doubtful,
        count(*) AS n_results,
        coalesce(bit_or(bit) FILTER (NOT is_undecidable), 0) AS decided_mask,
        coalesce(bit_or(bit) FILTER (is_bounded), 0) AS bounded_mask,
        coalesce(
            bit_or(bit) FILTER (class_grade IS NULL AND NOT is_bounded AND NOT is_absent), 0
        ) AS open_mask,
        coalesce(bit_or(bit) FILTER (is_absent), 0) AS absent_mask,
        arg_max(submission_id, recency) AS submission_id,
        min(row_place) FILTER (is_first) AS first_place
    FROM graded
    GROUP BY well_id, sampled_on, layer
)
SELECT s.* EXCLUDE (first_place), q.source_sheet, q.source_cell
FROM sample AS s
JOIN core.water_quality AS q ON q.rowid = s.first_place
ORDER BY s.sampled_on, s.well_id
