-- Townships that are to be surveyed for abandoned wells; one that says nothing is to be.
SELECT
    month_end, county_code, 'no' AS new_area, town AS thing, town AS label,
    CASE WHEN coalesce(is_survey_due, TRUE) AND coalesce(is_surveyed, FALSE) THEN 1 ELSE 0 END
        AS numerator,
    CASE WHEN coalesce(is_survey_due, TRUE) THEN 1 ELSE 0 END AS denominator,
    CASE WHEN coalesce(is_survey_due, TRUE) THEN 'counted' ELSE 'not_applicable' END AS state,
    CASE
        WHEN NOT coalesce(is_survey_due, TRUE) THEN '不需排查'
        WHEN coalesce(is_surveyed, FALSE) THEN concat_ws('，', '已排查', CASE
            WHEN wells_found IS NOT NULL THEN concat('发现 ', wells_found, ' 眼') END)
        WHEN villages_due > 0
            THEN concat('未完成，行政村 ', coalesce(villages_surveyed, 0), '/', villages_due)
        ELSE '未完成'
    END AS note,
    submission_id, source_sheet, source_cell
FROM survey_progress_monthly
