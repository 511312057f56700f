-- Decisions of the joint meetings whose limit, extensions granted included, has come: done and
-- not returned by the office's review. A decision counts once for each unit that answers for it;
-- one without a limit is due, so that leaving it blank does not pay.
SELECT
    as_of AS month_end,
    CASE WHEN c.county_code IS NULL THEN '' ELSE c.county_code END AS county_code,
    'no' AS new_area,
    concat_ws('/', meeting_id, decision_no, responsible_unit) AS thing,
    coalesce(decision_text, decision_no) AS label,
    CASE WHEN decision_status = 'done' AND coalesce(review_state, 'open') <> 'returned'
        THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    CASE WHEN limit_on IS NULL THEN 'undecided' ELSE 'counted' END AS state,
    concat_ws(
        '，', r.name, CASE decision_role WHEN 'assist' THEN '配合' ELSE '牵头' END,
        CASE WHEN limit_on IS NULL THEN '办结时限未填，按到期计'
            ELSE concat(limit_on, ' 到期') END,
        s.label
    ) AS note,
    submission_id, source_sheet, source_cell
FROM decision_on((SELECT list(month_end) FROM mart.month)) AS due
LEFT JOIN ref.county AS c ON c.county_code = due.responsible_unit
LEFT JOIN ref.reporter AS r ON r.reporter = due.responsible_unit
LEFT JOIN ref.code AS s ON s.code_list = 'decision_status' AND s.code = decision_status
WHERE limit_on IS NULL OR limit_on <= as_of
