-- Hazards whose time for mending has run out, and those of them that are mended. One without a time
-- is taken to be due, so that leaving it blank never pays.
WITH hazard AS (
    SELECT
        h.*, coalesce(k.new_area, 'no') AS new_area,
        coalesce(h.rectify_by <= h.month_end, TRUE) AS is_due,
        h.rectify_status IN ('done', 'accepted') AS is_mended
    FROM leak_hazard_monthly AS h
    LEFT JOIN (
        SELECT month_end, site_id, max(new_area) AS new_area
        FROM key_unit_monthly
        GROUP BY ALL
    ) AS k ON k.month_end = h.month_end AND k.site_id = h.site_id
)
SELECT
    month_end, county_code, new_area, hazard_id AS thing,
    concat_ws(' ', unit_name, coalesce(place, hazard_id)) AS label,
    CASE WHEN is_due AND is_mended THEN 1 ELSE 0 END AS numerator,
    CASE WHEN is_due THEN 1 ELSE 0 END AS denominator,
    CASE
        WHEN NOT is_due THEN 'not_applicable'
        WHEN rectify_by IS NULL AND NOT is_mended THEN 'undecided'
        ELSE 'counted'
    END AS state,
    CASE
        WHEN NOT is_due THEN concat('整改时限 ', rectify_by, '，未到期')
        WHEN is_mended AND rectified_on > rectify_by
            THEN concat('逾期 ', rectified_on - rectify_by, ' 天整改')
        WHEN is_mended THEN '已整改'
        WHEN rectify_by IS NULL THEN '整改时限未填，按到期计'
        ELSE concat('整改时限 ', rectify_by, '，已逾期 ', month_end - rectify_by, ' 天')
    END AS note,
    submission_id, source_sheet, source_cell
FROM hazard
