-- Geothermal wells as they were last reported up to a month: what they are, how far the missing
-- reinjection well is, whether the project is approved and the meter online.
SELECT
    gw_id,
    coalesce(heat_project, gw_id) AS project,
    coalesce(county_code, '') AS county_code,
    coalesce(is_main_city, FALSE) AS is_main_city,
    coalesce(geothermal_well_type, '') AS well_type,
    coalesce(geothermal_state, '') AS state,
    coalesce(reservoir, '') AS reservoir,
    coalesce(eia_state, '') AS eia_state,
    coalesce(metering, '') AS metering,
    coalesce(rebuild_stage, '') AS rebuild_stage,
    period,
    submission_id,
    source_sheet,
    source_row,
    source_cell
FROM geothermal_monthly
WHERE month = $period
  AND ($county = '' OR county_code = $county)
ORDER BY county_code, project, gw_id
