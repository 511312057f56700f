-- Sources in use or in reserve whose recharge area is to be divided, and those where it is.
WITH source AS (
    SELECT
        *,
        coalesce(source_use IN ('planned', 'stopped') OR recharge_stage = 'not_needed', FALSE)
            AS is_exempt
    FROM water_source_monthly
)
SELECT
    month_end, county_code, new_area, source_id AS thing,
    coalesce(source_name, source_id) AS label,
    CASE
        WHEN NOT is_exempt AND recharge_stage IN ('divided', 'submitted', 'published') THEN 1
        ELSE 0
    END AS numerator,
    CASE WHEN is_exempt THEN 0 ELSE 1 END AS denominator,
    CASE
        WHEN is_exempt THEN 'not_applicable'
        WHEN recharge_stage IS NULL THEN 'undecided'
        ELSE 'counted'
    END AS state,
    CASE
        WHEN recharge_stage = 'not_needed' OR NOT is_exempt THEN coalesce((
            SELECT label FROM ref.code WHERE code_list = 'recharge_stage' AND code = recharge_stage
        ), '补给区划分阶段未填')
        ELSE (SELECT label FROM ref.code WHERE code_list = 'source_use' AND code = source_use)
    END AS note,
    submission_id, source_sheet, source_cell
FROM source
