-- The leak hazards in force at the end of month $period, with what the indicator hazard_rate counts
-- of each: due and mended.
WITH site AS (
    SELECT site_id, max(unit_name) AS unit_name
    FROM key_unit_monthly
    WHERE month = $period
    GROUP BY site_id
)
SELECT
    h.hazard_id, coalesce(h.unit_name, s.unit_name, h.site_id, h.hazard_id) AS unit_name,
    h.site_id, h.county_code, h.hazard_object, h.facility, h.place, h.found_on, h.rectify_by,
    h.rectify_status, h.rectified_on, h.control_method,
    e.denominator > 0 AS is_due, e.numerator > 0 AS is_mended_of_due, h.month_end,
    h.submission_id, h.source_sheet, h.source_row, h.source_cell
FROM leak_hazard_monthly AS h
JOIN evidence_hazard_rate AS e ON e.month = $period AND e.thing = h.hazard_id
    AND e.state <> 'not_reported'
LEFT JOIN site AS s ON s.site_id = h.site_id
WHERE h.month = $period
  AND ($county = '' OR h.county_code = $county)
  AND ($new_area OR e.new_area <> 'direct')
ORDER BY h.hazard_id
