-- Wells of the task lists up to this year that are to be sealed: accepted, not merely filled. The
-- list is fixed: a well that says nothing of its disposal is to be sealed, and one that is left
-- out of the register counts as it last stood. A well found later stands on no list and in a line
-- of its own, so that honest survey costs nothing.
SELECT
    month_end, county_code, new_area, aw_id AS thing, coalesce(aw_name, aw_id) AS label,
    CASE WHEN acceptance = 'passed' AND coalesce(accepted_on, month_end) <= month_end
        THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    'counted' AS state,
    concat(
        listed_year, '年任务，',
        CASE WHEN disposal IS NULL THEN '处置方式未填，按应封填计，' END,
        CASE acceptance
            WHEN 'passed' THEN '验收合格' WHEN 'failed' THEN '验收不合格' ELSE '未验收' END,
        CASE WHEN is_dropped THEN '；名录中已没有，按最近一次报送计' END
    ) AS note,
    submission_id, source_sheet, source_cell
FROM abandoned_well_owed
WHERE (disposal IS NULL OR disposal IN ('sealing', 'remediation'))
  AND listed_year <= year(month_end)
