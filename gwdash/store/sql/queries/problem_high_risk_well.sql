-- Abandoned wells of high risk that nobody has accepted as dealt with.
WITH day AS (
    SELECT unnest($as_ofs::DATE[]) AS as_of
),
well AS (
    SELECT d.as_of, w.aw_id, w.aw_name, w.county_code, w.surveyed_on, w.period_end, w.well_risk,
        w.acceptance, w.sealing_from, w.sealing_to, w.submission_id, w.source_sheet, w.source_cell
    FROM day AS d
    JOIN abandoned_well_asof AS w
        ON w.period_end <= d.as_of
        AND (w.next_period_end IS NULL OR d.as_of < w.next_period_end)
    QUALIFY row_number() OVER (
        PARTITION BY d.as_of, w.aw_id
        ORDER BY w.accepted_at DESC, w.submission_id DESC, w.source_sheet DESC,
            w.source_row DESC, w.source_cell DESC
    ) = 1
)
SELECT
    as_of,
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
ORDER BY as_of, aw_id
