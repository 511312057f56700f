-- Zones of protection and control with measures laid down. What is left over (一般区) needs none; a
-- zone without a class is taken to need them.
SELECT
    month_end, county_code, 'no' AS new_area, zone_id AS thing,
    coalesce(zone_name, zone_id) AS label,
    CASE WHEN has_measures AND NOT is_general THEN 1 ELSE 0 END AS numerator,
    CASE WHEN is_general THEN 0 ELSE 1 END AS denominator,
    CASE
        WHEN is_general THEN 'not_applicable'
        WHEN has_measures IS NULL THEN 'undecided'
        ELSE 'counted'
    END AS state,
    CASE
        WHEN is_general THEN '一般区，不需制定管控措施'
        WHEN has_measures IS NULL THEN '管控措施是否制定未填'
        WHEN has_measures THEN '已制定'
        ELSE '未制定'
    END AS note,
    submission_id, source_sheet, source_cell
FROM (SELECT *, coalesce(zone_class = 'general', FALSE) AS is_general FROM zone_monthly)
