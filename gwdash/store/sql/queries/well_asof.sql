-- The wells as registered on $day: each reporter's last register as of that day, and of wells
-- that two reporters hand in, the row accepted last.
SELECT *
FROM well_asof
WHERE period_end <= $day AND (next_period_end IS NULL OR $day < next_period_end)
QUALIFY row_number() OVER (
    PARTITION BY well_id
    ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
        source_cell DESC
) = 1
ORDER BY county_code, well_id
