-- Projects of the registers in force on $as_of, each as its reporter handed it in last, with the
-- money of every level in 10,000 yuan; NULL is 未填, which is no zero.
SELECT
    project_id, coalesce(project_name, project_id) AS project_name,
    coalesce(task_no, '') AS task_no, county_code, coalesce(applicant, reporter) AS applicant,
    reporter, investment_10k_yuan,
    allocated_10k_yuan, allocated_central_10k_yuan, allocated_provincial_10k_yuan,
    allocated_local_10k_yuan, coalesce(allocation_doc_no, '') AS allocation_doc_no,
    received_10k_yuan, received_central_10k_yuan, received_provincial_10k_yuan,
    received_local_10k_yuan, received_on,
    spent_10k_yuan, spent_central_10k_yuan, spent_provincial_10k_yuan, spent_local_10k_yuan,
    coalesce(pool_state, '') AS pool_state, coalesce(build_state, '') AS build_state,
    started_on, finished_on, period, submission_id, source_sheet, source_cell
FROM project_asof
WHERE period_end <= $as_of AND (next_period_end IS NULL OR $as_of < next_period_end)
    AND ($county = '' OR county_code = $county)
QUALIFY row_number() OVER (
    PARTITION BY project_id
    ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
        source_cell DESC
) = 1
ORDER BY project_id
