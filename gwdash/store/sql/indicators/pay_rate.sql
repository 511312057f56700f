-- Money spent of money that came, project by project; a project that got nothing yet is in neither.
SELECT
    month_end, coalesce(p.county_code, '') AS county_code, 'no' AS new_area,
    project_id AS thing, coalesce(project_name, project_id) AS label,
    CASE WHEN received_10k_yuan > 0
        THEN least(coalesce(spent_10k_yuan, 0), received_10k_yuan) ELSE 0 END AS numerator,
    coalesce(received_10k_yuan, 0) AS denominator,
    CASE
        WHEN received_10k_yuan IS NULL THEN 'undecided'
        WHEN received_10k_yuan = 0 THEN 'not_applicable'
        ELSE 'counted'
    END AS state,
    CASE
        WHEN received_10k_yuan IS NULL THEN '到位资金未填'
        WHEN received_10k_yuan = 0 THEN '资金未到位'
        ELSE concat_ws(
            '，', allocation_doc_no, CASE WHEN received_on IS NOT NULL
                THEN concat(received_on, ' 到位') END,
            concat('支出 ', round(coalesce(spent_10k_yuan, 0), 2), '/',
                round(received_10k_yuan, 2), ' 万元')
        )
    END AS note,
    submission_id, source_sheet, source_cell
FROM project_monthly AS p
