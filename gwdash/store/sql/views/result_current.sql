-- The last accepted result for each key, with its class after GB/T 14848-2017 and where it
-- came from. A filter on well_id reaches the rows before they are compared.
CREATE OR REPLACE VIEW result_current AS
SELECT r.*, s.reporter, s.part, s.period, s.period_end, s.accepted_at
FROM result_class AS r
JOIN core.submission AS s USING (submission_id)
QUALIFY row_number() OVER (
    PARTITION BY r.well_id, r.sampled_on, r.layer, r.analyte, coalesce(r.sample_type, 'regular')
    ORDER BY s.accepted_at DESC, r.submission_id DESC, r.source_sheet DESC, r.source_row DESC,
        r.source_cell DESC
) = 1
