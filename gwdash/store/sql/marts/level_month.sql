-- Levels of each well and month. Means are taken over exact decimals, so that they do not depend
-- on the order in which rows are added up. Reads touched_level, the current levels of touched
-- wells and months.
SELECT
    well_id, month,
    count(*) AS n,
    avg(depth) AS depth_mean, min(depth)::DOUBLE AS depth_min, max(depth)::DOUBLE AS depth_max,
    avg(head) AS head_mean, min(head)::DOUBLE AS head_min, max(head)::DOUBLE AS head_max
FROM (
    SELECT
        well_id, month,
        CASE WHEN isfinite(depth_to_water_m) THEN depth_to_water_m::DECIMAL(18, 6) END AS depth,
        CASE WHEN isfinite(head_m) THEN head_m::DECIMAL(18, 6) END AS head
    FROM touched_level
)
GROUP BY well_id, month
