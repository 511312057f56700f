-- Leak hazards past the day by which they were to be mended.
WITH day AS (
    SELECT unnest($as_ofs::DATE[]) AS as_of
),
hazard AS (
    SELECT d.as_of, h.hazard_id, h.site_id, h.unit_name, h.county_code, h.rectify_by,
        h.rectify_status, h.facility, h.place, h.submission_id, h.source_sheet, h.source_cell
    FROM day AS d
    JOIN leak_hazard_asof AS h
        ON h.period_end <= d.as_of
        AND (h.next_period_end IS NULL OR d.as_of < h.next_period_end)
    QUALIFY row_number() OVER (
        PARTITION BY d.as_of, h.hazard_id
        ORDER BY h.accepted_at DESC, h.submission_id DESC, h.source_sheet DESC,
            h.source_row DESC, h.source_cell DESC
    ) = 1
),
site AS (
    SELECT d.as_of, s.site_id, s.unit_name
    FROM day AS d
    JOIN key_unit_asof AS s ON s.period_end <= d.as_of
    QUALIFY row_number() OVER (
        PARTITION BY d.as_of, s.site_id
        ORDER BY s.period_end DESC, s.accepted_at DESC, s.submission_id DESC,
            s.source_sheet DESC, s.source_row DESC, s.source_cell DESC
    ) = 1
)
SELECT
    h.as_of,
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
LEFT JOIN site AS s ON s.as_of = h.as_of AND s.site_id = h.site_id
WHERE h.rectify_by < h.as_of AND h.rectify_status NOT IN ('done', 'accepted')
ORDER BY h.as_of, h.hazard_id
