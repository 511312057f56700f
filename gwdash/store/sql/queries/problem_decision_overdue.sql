-- Decisions of the joint meetings past the limit that holds (extensions granted included) which
-- a unit has not done, or which the office's review returned. One row for each unit.
SELECT
    a.as_of,
    concat_ws('/', a.meeting_id, a.decision_no, a.responsible_unit) AS subject,
    coalesce(a.decision_text, a.decision_no) AS name,
    c.county_code,
    'no' AS new_area,
    CASE WHEN c.county_code IS NULL THEN a.responsible_unit ELSE '' END AS owner,
    a.limit_on AS since,
    NULL::DOUBLE AS amount,
    concat(
        coalesce(h.meeting_name, a.meeting_id), '第', a.decision_no, '项',
        CASE WHEN a.review_state = 'returned' THEN '，退回重办' ELSE '' END
    ) AS detail,
    a.submission_id, a.source_sheet, a.source_cell
FROM decision_on($as_ofs::DATE[]) AS a
LEFT JOIN meeting_held AS h ON h.meeting_id = a.meeting_id
LEFT JOIN ref.county AS c ON c.county_code = a.responsible_unit
WHERE a.limit_on < a.as_of
    AND NOT (
        coalesce(a.decision_status, 'open') = 'done'
        AND coalesce(a.review_state, 'open') <> 'returned'
    )
ORDER BY a.as_of, subject
