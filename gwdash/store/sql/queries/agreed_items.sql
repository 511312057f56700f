-- Decisions in force on $as_of, one row for each unit that answers, with the limit that holds
-- (extensions granted included), the latest meeting first. A meeting is held in the month after
-- the one that it is about: what it decides stands in the register of that month all the same.
SELECT
    a.meeting_id, coalesce(h.meeting_name, a.meeting_id) AS meeting_name, h.held_on,
    a.decision_no, a.responsible_unit, coalesce(a.decision_role, '') AS decision_role,
    coalesce(a.decision_text, a.decision_no) AS decision_text,
    a.limit_on AS due_on,
    coalesce(a.decision_status, '') AS decision_status, a.done_on,
    coalesce(a.extension_state, '') AS extension_state,
    coalesce(a.review_state, '') AS review_state,
    coalesce(a.progress_text, '') AS progress_text,
    a.decision_due_on AS first_due_on, a.extended_to,
    coalesce(a.extension_reason, '') AS extension_reason,
    coalesce(a.return_reason, '') AS return_reason,
    coalesce(a.item_source, '') AS item_source, coalesce(a.agenda_topic, '') AS agenda_topic,
    a.submission_id, a.source_sheet, a.source_cell
FROM decision_on([$as_of::DATE]) AS a
LEFT JOIN meeting_held AS h ON a.meeting_id = h.meeting_id
ORDER BY h.held_on DESC NULLS LAST, a.meeting_id DESC, a.decision_no, a.responsible_unit
