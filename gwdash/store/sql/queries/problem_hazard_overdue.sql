-- Leak hazards past the day by which they were to be mended.
WITH hazard AS (
    SELECT *
    FROM leak_hazard_asof
    WHERE period_end <= $as_of AND (next_period_end IS NULL OR $as_of < next_period_end)
    QUALIFY row_number() OVER (
        PARTITION BY hazard_id
        ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
            source_cell DESC
    ) = 1
),
site AS (
    SELECT site_id, unit_name
    FROM key_unit_asof
    WHERE period_end <= $as_of
    QUALIFY row_number() OVER (
        PARTITION BY site_id
        ORDER BY period_end DESC, accepted_at DESC, submission_id DESC, source_row DESC,
            source_cell DESC
    ) = 1
)
SELECT
    h.hazard_id AS subject,
    coalesce(h.unit_name, s.unit_name, h.hazard_id) AS name,
    h.county_code,
    'no' AS new_area,
    '' AS owner,
    h.rectify_by AS since,
    NULL::DOUBLE AS amount,
    coalesce(h.facility, h.place, '点位未填') AS detail,
    h.submission_id, h.source_sheet, h.source_cell
FROM hazard AS h
LEFT JOIN site AS s ON s.site_id = h.site_id
WHERE h.rectify_by < $as_of AND h.rectify_status NOT IN ('done', 'accepted')
ORDER BY h.hazard_id
