-- From when until when a month is the last one in which its well sent a level, and how many levels
-- came up to its end. Reads touched_level_well.
SELECT
    m.well_id, m.month,
    lead(m.month) OVER own AS next_month,
    (sum(m.n) OVER own)::BIGINT AS n_levels
FROM mart.level_month AS m
JOIN touched_level_well AS t USING (well_id)
WINDOW own AS (PARTITION BY m.well_id ORDER BY m.month)
ORDER BY m.month, m.well_id
