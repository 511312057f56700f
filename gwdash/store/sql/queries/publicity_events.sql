-- Publicity events of the registers in force on $as_of that were held by then, the latest first.
SELECT
    event_id, coalesce(event_name, event_id) AS event_name, coalesce(theme_day, '') AS theme_day,
    event_on, county_code, coalesce(place, '') AS place, coalesce(event_form, '') AS event_form,
    audience, reporter, submission_id, source_sheet, source_cell
FROM publicity_asof
WHERE period_end <= $as_of AND (next_period_end IS NULL OR $as_of < next_period_end)
    AND event_on <= $as_of AND ($county = '' OR county_code = $county)
QUALIFY row_number() OVER (
    PARTITION BY event_id
    ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
        source_cell DESC
) = 1
ORDER BY event_on DESC, event_id
