-- The joint meetings that the office's register knows, the latest first.
SELECT
    meeting_id, coalesce(meeting_name, meeting_id) AS meeting_name, held_on, place, chair, agenda,
    attendees
FROM meeting_asof
QUALIFY row_number() OVER (
    PARTITION BY meeting_id
    ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
        source_cell DESC
) = 1
ORDER BY held_on DESC NULLS LAST, meeting_id DESC
