-- Sources in use or in reserve that are to have a quasi-protection zone (准保护区), and those that
-- have one.
WITH source AS (
    SELECT
        *,
        coalesce(source_use IN ('planned', 'stopped') OR quasi_state = 'not_needed', FALSE)
            AS is_exempt
    FROM water_source_monthly
)
SELECT
    month_end, county_code, new_area, source_id AS thing,
    coalesce(source_name, source_id) AS label,
    CASE WHEN quasi_state = 'done' AND NOT is_exempt THEN 1 ELSE 0 END AS numerator,
    CASE WHEN is_exempt THEN 0 ELSE 1 END AS denominator,
    CASE
        WHEN is_exempt THEN 'not_applicable'
        WHEN quasi_state IS NULL THEN 'undecided'
        ELSE 'counted'
    END AS state,
    CASE
        WHEN quasi_state = 'not_needed' OR NOT is_exempt THEN coalesce((
            SELECT label FROM ref.code WHERE code_list = 'quasi_zone' AND code = quasi_state
        ), '准保护区情况未填')
        ELSE (SELECT label FROM ref.code WHERE code_list = 'source_use' AND code = source_use)
    END AS note,
    submission_id, source_sheet, source_cell
FROM source
