-- The joint meetings that the office's register knows, the latest first.
SELECT
    meeting_id, coalesce(meeting_name, meeting_id) AS meeting_name, held_on, place, chair, agenda,
    attendees
FROM meeting_held
ORDER BY held_on DESC NULLS LAST, meeting_id DESC
