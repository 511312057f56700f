-- Wells to be sealed that stand on no list up to this year: found later, or planned for later.
SELECT
    month_end, county_code, new_area, aw_id AS thing, coalesce(aw_name, aw_id) AS label,
    CASE WHEN acceptance = 'passed' AND coalesce(accepted_on, month_end) <= month_end
        THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    'counted' AS state,
    concat(
        CASE WHEN listed_year IS NULL THEN '任务清单之外新发现，'
            ELSE concat(listed_year, '年任务，')
        END,
        CASE acceptance
            WHEN 'passed' THEN '验收合格' WHEN 'failed' THEN '验收不合格' ELSE '未验收' END,
        CASE WHEN is_dropped THEN '；名录中已没有，按最近一次报送计' END
    ) AS note,
    submission_id, source_sheet, source_cell
FROM abandoned_well_owed
WHERE disposal IN ('sealing', 'remediation')
  AND (listed_year IS NULL OR listed_year > year(month_end))
