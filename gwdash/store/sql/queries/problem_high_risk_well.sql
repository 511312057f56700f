-- Abandoned wells of high risk that nobody has accepted as dealt with.
WITH well AS (
    SELECT *
    FROM abandoned_well_asof
    WHERE period_end <= $as_of AND (next_period_end IS NULL OR $as_of < next_period_end)
    QUALIFY row_number() OVER (
        PARTITION BY aw_id
        ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
            source_cell DESC
    ) = 1
)
SELECT
    aw_id AS subject,
    coalesce(aw_name, aw_id) AS name,
    county_code,
    'no' AS new_area,
    '' AS owner,
    coalesce(surveyed_on, period_end) AS since,
    NULL::DOUBLE AS amount,
    CASE
        WHEN acceptance = 'failed' THEN '验收不合格'
        WHEN sealing_to IS NOT NULL THEN '已回填，未验收'
        WHEN sealing_from IS NOT NULL THEN '回填中'
        ELSE '未开工'
    END AS detail,
    submission_id, source_sheet, source_cell
FROM well
WHERE well_risk = 'high' AND coalesce(acceptance, 'open') <> 'passed'
ORDER BY aw_id
