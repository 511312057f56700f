-- The sources of src_ok, judged by why they exceed: a natural background counts as reached when a
-- finding with a number says so. Not sampled, not judged and not explained are not reached.
SELECT
    e.month_end, nullif(e.county_code, '') AS county_code, e.new_area, e.thing, e.label,
    CASE WHEN e.numerator = 1 OR (w.is_over AND w.is_settled) THEN 1 ELSE 0 END AS numerator,
    e.denominator,
    CASE
        WHEN w.is_over AND NOT w.is_settled AND coalesce(w.cause, 'unknown') = 'unknown'
            THEN 'undecided'
        ELSE e.state
    END AS state,
    CASE
        WHEN NOT w.is_over THEN e.note
        WHEN w.is_settled THEN concat(e.note, '；天然背景，', w.background_doc_no)
        WHEN w.cause = 'background' THEN concat(e.note, '；称天然背景而无认定文号')
        WHEN w.cause = 'human' THEN concat(e.note, '；人为原因')
        WHEN w.cause = 'mixed' THEN concat(e.note, '；混合原因')
        ELSE concat(e.note, '；原因未查明')
    END AS note,
    e.submission_id, e.source_sheet, e.source_cell
FROM evidence_src_ok AS e
JOIN (
    SELECT
        s.*, coalesce(s.cause = 'background' AND trim(s.background_doc_no) <> '', FALSE)
            AS is_settled,
        r.state = 'counted' AND r.numerator = 0 AS is_over
    FROM water_source_monthly AS s
    JOIN evidence_src_ok AS r ON r.month_end = s.month_end AND r.thing = s.source_id
    WHERE r.state <> 'not_reported'
) AS w ON w.month_end = e.month_end AND w.source_id = e.thing
WHERE e.state <> 'not_reported'
