-- Drinking-water sources in use whose exceedance the ledger puts down to people, while the
-- remedy is not finished or the last sampling of the year still exceeds class III.
WITH day AS (
    SELECT unnest($as_ofs::DATE[]) AS as_of
),
source AS (
    SELECT d.as_of, r.source_id, r.source_name, r.county_code, r.exceeded_items, r.cause,
        r.source_use, r.remedy_status, r.submission_id, r.source_sheet, r.source_cell
    FROM day AS d
    JOIN water_source_asof AS r
        ON r.period_end <= d.as_of
        AND (r.next_period_end IS NULL OR d.as_of < r.next_period_end)
    QUALIFY row_number() OVER (
        PARTITION BY d.as_of, r.source_id
        ORDER BY r.accepted_at DESC, r.submission_id DESC, r.source_sheet DESC,
            r.source_row DESC, r.source_cell DESC
    ) = 1
),
well AS (
    SELECT d.as_of, w.well_id, w.source_id
    FROM day AS d
    JOIN well_asof AS w
        ON w.period_end <= d.as_of
        AND (w.next_period_end IS NULL OR d.as_of < w.next_period_end)
    QUALIFY row_number() OVER (
        PARTITION BY d.as_of, w.well_id
        ORDER BY w.accepted_at DESC, w.submission_id DESC, w.source_sheet DESC,
            w.source_row DESC, w.source_cell DESC
    ) = 1
),
measured AS (
    SELECT w.as_of, w.source_id, bool_or(s.n_exceeding > 0) AS exceeds
    FROM well AS w
    JOIN mart.sample_span AS n
        ON n.well_id = w.well_id
        AND n.sampled_on BETWEEN date_trunc('year', w.as_of) AND w.as_of
        AND (n.next_sampled_on IS NULL OR w.as_of < n.next_sampled_on)
    JOIN mart.sample AS s ON s.well_id = n.well_id AND s.sampled_on = n.sampled_on
    GROUP BY w.as_of, w.source_id
)
SELECT
    r.as_of,
    r.source_id AS subject,
    coalesce(r.source_name, r.source_id) AS name,
    r.county_code,
    'no' AS new_area,
    '' AS owner,
    min(f.period_end) AS since,
    NULL::DOUBLE AS amount,
    coalesce(r.exceeded_items, '指标未填') AS detail,
    r.submission_id, r.source_sheet, r.source_cell
FROM source AS r
LEFT JOIN measured AS m ON m.as_of = r.as_of AND m.source_id = r.source_id
LEFT JOIN water_source_asof AS f
    ON f.source_id = r.source_id AND f.cause = 'human' AND f.reported_ok = 'not_met'
    AND f.period_end <= r.as_of
WHERE r.cause = 'human'
  AND coalesce(r.source_use, 'in_use') = 'in_use'
  AND (coalesce(r.remedy_status, '') NOT IN ('done', 'accepted') OR coalesce(m.exceeds, FALSE))
GROUP BY ALL
ORDER BY r.as_of, r.source_id
