-- For each indicator of one season, at how many of the points $wells it was decided against
-- class III, exceeded it, is bounded from above only (≤X), open (未定) or not measured at all.
WITH chosen AS (
    SELECT well_id, sampled_on, layer
    FROM mart.sample
    WHERE sampled_on BETWEEN $since AND $until
      AND coalesce(season, 'q' || quarter(sampled_on)) = $season
      AND well_id IN (SELECT unnest(CAST($wells AS VARCHAR[])))
),
-- The samples are chosen before their results are compared, as result_current would compare all.
current AS (
    SELECT r.analyte, r.well_id, r.against_class3, r.class_label, r.flag
    FROM result_class AS r
    JOIN core.submission AS s ON s.submission_id = r.submission_id
    JOIN chosen AS c
        ON c.well_id = r.well_id AND c.sampled_on = r.sampled_on
        AND c.layer IS NOT DISTINCT FROM r.layer
    WHERE r.sampled_on BETWEEN $since AND $until
      AND coalesce(r.sample_type, 'regular') = 'regular'
    QUALIFY row_number() OVER (
        PARTITION BY r.well_id, r.sampled_on, r.layer, r.analyte
        ORDER BY s.accepted_at DESC, r.submission_id DESC, r.source_sheet DESC,
            r.source_row DESC, r.source_cell DESC
    ) = 1
),
point AS (
    SELECT
        r.analyte, r.well_id,
        bool_or(r.against_class3 = '超标') AS is_exceeding,
        bool_or(r.against_class3 <> '无法判定') AS is_decided,
        bool_or(r.class_label LIKE '≤%') AS is_bounded,
        bool_or(r.class_label = '未定' AND r.flag NOT IN ('missing', 'not_sampled')) AS is_open,
        bool_and(r.flag IN ('missing', 'not_sampled')) AS is_absent
    FROM current AS r
    GROUP BY ALL
)
SELECT
    analyte,
    count(*) FILTER (is_decided) AS n_decided,
    count(*) FILTER (is_exceeding) AS n_exceeding,
    count(*) FILTER (is_bounded) AS n_bounded,
    count(*) FILTER (is_open) AS n_open,
    count(*) FILTER (is_absent) AS n_absent
FROM point
GROUP BY analyte
ORDER BY n_exceeding DESC, analyte
