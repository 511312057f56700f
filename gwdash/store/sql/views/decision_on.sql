-- Decisions in force on each of some days, one row for each unit that answers: what is done stands
-- as the row accepted last says, what the office keeps as the office's own latest row says. The
-- columns that it keeps are declared in the registry and stand where it is written below. Beside
-- them a unit may ask for more time, and a return holds until the unit has done it again on its
-- day or later. What the office has closed, and what only units have entered, is one row's.
CREATE OR REPLACE MACRO decision_on(as_ofs) AS TABLE
WITH in_force AS (
    SELECT d.as_of, r.*, coalesce(o.reporter_group = 'office', FALSE) AS by_office
    FROM (SELECT unnest(as_ofs) AS as_of) AS d
    JOIN decision_asof AS r
        ON r.period_end <= d.as_of AND (r.next_period_end IS NULL OR d.as_of < r.next_period_end)
    LEFT JOIN ref.reporter AS o ON o.reporter = r.reporter
),
office AS (
    SELECT *
    FROM in_force
    WHERE by_office
    QUALIFY row_number() OVER (
        PARTITION BY as_of, meeting_id, decision_no, responsible_unit
        ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
            source_cell DESC
    ) = 1
),
last AS (
    SELECT
        r.*, o.as_of IS NOT NULL AND NOT r.by_office AS is_kept,
        coalesce(o.returned_on, o.accepted_at::DATE) AS sent_back_on
    FROM in_force AS r
    LEFT JOIN office AS o
        ON o.as_of = r.as_of AND o.meeting_id = r.meeting_id AND o.decision_no = r.decision_no
        AND o.responsible_unit = r.responsible_unit
    WHERE r.by_office OR coalesce(o.review_state, '') <> 'closed'
    QUALIFY row_number() OVER (
        PARTITION BY r.as_of, r.meeting_id, r.decision_no, r.responsible_unit
        ORDER BY r.accepted_at DESC, r.submission_id DESC, r.source_sheet DESC,
            r.source_row DESC, r.source_cell DESC
    ) = 1
),
kept AS (
    SELECT
        r.* REPLACE (/* columns that the office keeps */),
        r.extension_state AS said_state, r.extended_to AS said_to, r.extension_reason AS said_why
    FROM last AS r
    LEFT JOIN office AS o
        ON o.as_of = r.as_of AND o.meeting_id = r.meeting_id AND o.decision_no = r.decision_no
        AND o.responsible_unit = r.responsible_unit
),
judged AS (
    SELECT
        *,
        is_kept AND coalesce(said_state = 'asked' AND said_to IS NOT NULL, FALSE)
            AND (decision_due_on IS NULL OR said_to > decision_due_on)
            AND (
                coalesce(extension_state, 'none') = 'none'
                OR extension_state = 'refused' AND (
                    said_to IS DISTINCT FROM extended_to
                    OR said_why IS DISTINCT FROM extension_reason
                )
            ) AS is_asked,
        is_kept AND coalesce(
            review_state = 'returned' AND decision_status = 'done' AND done_on >= sent_back_on,
            FALSE
        ) AS is_redone
    FROM kept
)
SELECT
    * EXCLUDE (
        by_office, is_kept, sent_back_on, said_state, said_to, said_why, is_asked, is_redone
    )
    REPLACE (
        CASE WHEN is_asked THEN 'asked' ELSE extension_state END AS extension_state,
        CASE WHEN is_asked THEN said_to ELSE extended_to END AS extended_to,
        CASE WHEN is_asked THEN said_why ELSE extension_reason END AS extension_reason,
        CASE WHEN is_redone THEN 'open' ELSE review_state END AS review_state
    ),
    -- The limit that holds: an extension counts once it is granted.
    CASE WHEN extension_state = 'granted' THEN coalesce(extended_to, decision_due_on)
        ELSE decision_due_on END AS limit_on
FROM judged
