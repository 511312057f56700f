-- Sources that exceed or exceeded for human causes, and those of them that are put right. Other
-- causes stand beside them and are not counted: the plan remediates what people did.
SELECT
    month_end, county_code, new_area, source_id AS thing,
    coalesce(source_name, source_id) AS label,
    CASE WHEN cause = 'human' AND remedy_status IN ('done', 'accepted') THEN 1 ELSE 0 END
        AS numerator,
    CASE WHEN cause = 'human' THEN 1 ELSE 0 END AS denominator,
    CASE
        WHEN cause = 'unknown' THEN 'undecided'
        WHEN cause <> 'human' THEN 'not_applicable'
        WHEN remedy_status IS NULL THEN 'undecided'
        ELSE 'counted'
    END AS state,
    CASE
        WHEN cause = 'unknown' THEN '超标原因未查明'
        WHEN cause <> 'human' THEN concat('超标原因为', (
            SELECT label FROM ref.code WHERE code_list = 'cause' AND code = cause
        ), '，不计入整治')
        ELSE concat(
            coalesce((
                SELECT label FROM ref.code
                WHERE code_list = 'remedy_status' AND code = remedy_status
            ), '整治状态未填'),
            CASE
                WHEN remedy_by < month_end AND coalesce(remedy_status, '') NOT IN ('done', 'accepted')
                    THEN concat('，整治时限 ', remedy_by, ' 已过')
                ELSE ''
            END
        )
    END AS note,
    submission_id, source_sheet, source_cell
FROM water_source_monthly
WHERE cause IS NOT NULL
