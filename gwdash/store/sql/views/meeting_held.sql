-- The joint meetings, each as it was accepted last. A meeting is held in the month after the one
-- that it is about, so none is left out for the period of its row.
CREATE OR REPLACE VIEW meeting_held AS
SELECT *
FROM meeting_asof
QUALIFY row_number() OVER (
    PARTITION BY meeting_id
    ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
        source_cell DESC
) = 1
