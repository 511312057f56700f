-- 双源 in a month, each with whether a working well watches it; the ledger tells sources of
-- drinking water from sources of pollution. Positions are not asked for.
WITH typed AS (
    SELECT 'water_source' AS dataset, submission_id, source_sheet, source_row, source_cell
    FROM core.water_source
    UNION ALL
    SELECT 'key_unit', submission_id, source_sheet, source_row, source_cell
    FROM core.key_unit
)
SELECT
    e.county_code, e.thing, e.label, t.dataset,
    e.numerator > 0 AS is_covered,
    coalesce(e.note, '') AS note,
    e.submission_id, e.source_sheet, t.source_row, e.source_cell
FROM evidence_dual_cover AS e
JOIN typed AS t
    ON t.submission_id = e.submission_id
    AND t.source_sheet IS NOT DISTINCT FROM e.source_sheet
    AND t.source_cell IS NOT DISTINCT FROM e.source_cell
WHERE e.month_end = $as_of
  AND e.denominator > 0
  AND ($county = '' OR e.county_code = $county)
  AND ($new_area OR e.new_area <> 'direct')
ORDER BY is_covered, e.county_code, t.dataset DESC, e.label, e.thing
