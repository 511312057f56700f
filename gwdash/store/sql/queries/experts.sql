-- Experts and technical institutes in force on $as_of. Persons' names and telephones are not read:
-- an expert is known by number, an institute by its name.
SELECT
    expert_id, coalesce(expert_kind, '') AS expert_kind,
    CASE WHEN expert_kind = 'institute' THEN expert_name END AS name,
    coalesce(employer, '') AS employer, coalesce(expert_title, '') AS expert_title,
    coalesce(specialty, '') AS specialty, coalesce(task_no, '') AS task_no,
    coalesce(service, '') AS service, served_from, served_to,
    submission_id, source_sheet, source_cell
FROM expert_asof
WHERE period_end <= $as_of AND (next_period_end IS NULL OR $as_of < next_period_end)
QUALIFY row_number() OVER (
    PARTITION BY expert_id
    ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
        source_cell DESC
) = 1
ORDER BY expert_kind, expert_id
