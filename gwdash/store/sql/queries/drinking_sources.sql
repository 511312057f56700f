-- The drinking-water sources in force at the end of month $period, and how the indicator src_ok
-- judges those of county level and above. Positions are not read.
SELECT
    w.source_id, coalesce(w.source_name, w.source_id) AS source_name, w.county_code,
    w.source_level, w.source_use, w.protection_state, w.protection_doc_no, w.quasi_state,
    w.recharge_stage, w.recharge_area_km2, w.recharge_source_count, w.source_risk, w.reported_ok,
    w.exceeded_items, w.cause, w.background_doc_no, w.remedy, w.remedy_by, w.remedy_status,
    e.state AS judged_state, coalesce(e.numerator, 0) > 0 AS is_met,
    coalesce(e.denominator, 0) > 0 AS is_counted, e.note AS judged_note,
    w.submission_id, w.source_sheet, w.source_row, w.source_cell
FROM water_source_monthly AS w
LEFT JOIN evidence_src_ok AS e ON e.month = $period AND e.thing = w.source_id
    AND e.state <> 'not_reported'
WHERE w.month = $period
  AND ($county = '' OR w.county_code = $county)
  AND ($new_area OR coalesce(w.new_area, 'no') <> 'direct')
ORDER BY w.county_code, w.source_id
