-- From when until when a sampling is the last one of its well, with what it proved: so the class
-- of every well on any day is one comparison a row, without ordering the samplings of ten years.
-- Of several layers on one day the one without a name counts, then the first by name. Sorted, so
-- that a later day leaves the rest of the table unread. Reads touched_result_well.
SELECT
    well_id, sampled_on,
    lead(sampled_on) OVER (PARTITION BY well_id ORDER BY sampled_on) AS next_sampled_on,
    county_code, grade, label, worst_analytes, n_assessed
FROM (
    SELECT s.*
    FROM mart.sample AS s
    JOIN touched_result_well AS t USING (well_id)
    QUALIFY row_number() OVER (
        PARTITION BY s.well_id, s.sampled_on ORDER BY s.layer NULLS FIRST
    ) = 1
)
ORDER BY sampled_on, well_id
