-- For each indicator of one season, at how many of the points $wells it was decided against
-- class III, is bounded from above only (≤X), open (未定) or not measured at all. A result that was
-- measured is decided, bounded or open, so that what is only absent has none of these bits.
WITH point AS (
    SELECT
        bit_or(decided_mask) AS decided, bit_or(bounded_mask) AS bounded,
        bit_or(open_mask) AS open, bit_or(absent_mask) AS absent
    FROM mart.sample
    WHERE sampled_on BETWEEN $since AND $until
      AND coalesce(season, 'q' || quarter(sampled_on)) = $season
      AND well_id IN (SELECT unnest(CAST($wells AS VARCHAR[])))
    GROUP BY well_id
),
judged AS (
    SELECT decided, bounded, open, absent & ~(decided | bounded | open) AS absent FROM point
),
indicator AS (
    SELECT analyte, 1::HUGEINT << position AS bit FROM ref.analyte
)
SELECT
    analyte,
    count(*) FILTER (decided & bit <> 0) AS n_decided,
    count(*) FILTER (bounded & bit <> 0) AS n_bounded,
    count(*) FILTER (open & bit <> 0) AS n_open,
    count(*) FILTER (absent & bit <> 0) AS n_absent
FROM judged
CROSS JOIN indicator
WHERE (decided | bounded | open | absent) & bit <> 0
GROUP BY analyte
ORDER BY analyte
