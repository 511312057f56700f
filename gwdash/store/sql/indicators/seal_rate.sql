-- Wells of the task lists up to this year that are to be sealed: accepted, not merely filled. A
-- well found later stands on no list and in a line of its own, so that honest survey costs nothing.
SELECT
    month_end, county_code, new_area, aw_id AS thing, coalesce(aw_name, aw_id) AS label,
    CASE WHEN acceptance = 'passed' AND coalesce(accepted_on, month_end) <= month_end
        THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    'counted' AS state,
    concat(
        task_year, '年任务，',
        CASE acceptance
            WHEN 'passed' THEN '验收合格' WHEN 'failed' THEN '验收不合格' ELSE '未验收' END
    ) AS note,
    submission_id, source_sheet, source_cell
FROM abandoned_well_monthly
WHERE disposal IN ('sealing', 'remediation') AND task_year <= year(month_end)
