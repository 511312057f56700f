-- Samplings of the year so far whose results were made public.
SELECT
    m.month_end, s.county_code, coalesce(k.new_area, 'no') AS new_area,
    concat_ws(' ', s.site_id, s.well_id, s.sampled_on) AS thing,
    concat_ws(' ', coalesce(s.unit_name, s.site_id), s.well_id, s.sampled_on) AS label,
    CASE WHEN s.is_public THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    CASE WHEN s.is_public IS NULL THEN 'undecided' ELSE 'counted' END AS state,
    CASE s.is_public WHEN TRUE THEN '已公开' WHEN FALSE THEN '未公开' ELSE '是否公开未填' END
        AS note,
    s.submission_id, s.source_sheet, s.source_cell
FROM mart.month AS m
JOIN self_monitoring_current AS s ON s.sampled_on BETWEEN m.year_begin AND m.month_end
LEFT JOIN (
    SELECT month_end, site_id, max(new_area) AS new_area
    FROM key_unit_monthly
    GROUP BY ALL
) AS k ON k.month_end = m.month_end AND k.site_id = s.site_id
