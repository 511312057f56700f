-- Abandoned wells that count as of high risk in a month whose disposal nobody has accepted: the nearest to a
-- source of pollution first, unknown distances last.
SELECT
    aw_id,
    coalesce(aw_name, aw_id) AS name,
    coalesce(county_code, '') AS county_code,
    coalesce(town, '') AS town,
    coalesce(well_category, '') AS category,
    coalesce(well_kind, '') AS kind,
    source_distance_m,
    surveyed_on,
    CASE WHEN surveyed_on <= month_end THEN date_diff('day', surveyed_on, month_end) END
        AS days_since_found,
    coalesce(disposal, '') AS disposal,
    CASE
        WHEN acceptance = 'failed' THEN 'failed'
        WHEN sealing_to <= month_end THEN 'filled'
        WHEN sealing_from <= month_end THEN 'filling'
        ELSE 'not_begun'
    END AS progress,
    listed_year AS task_year,
    submission_id,
    source_sheet,
    source_row,
    source_cell
FROM abandoned_wells_owed_in($period)
WHERE (well_risk = 'high' OR is_feared_high)
  AND NOT coalesce(acceptance = 'passed' AND coalesce(accepted_on, month_end) <= month_end, FALSE)
  AND ($county = '' OR county_code = $county)
  AND ($new_area OR coalesce(new_area, 'no') <> 'direct')
ORDER BY source_distance_m NULLS LAST, days_since_found DESC NULLS LAST, aw_id
