-- Drinking-water sources in use whose exceedance the ledger puts down to people, while the
-- remedy is not finished or the last sampling of the year still exceeds class III.
WITH source AS (
    SELECT *
    FROM water_source_asof
    WHERE period_end <= $as_of AND (next_period_end IS NULL OR $as_of < next_period_end)
    QUALIFY row_number() OVER (
        PARTITION BY source_id
        ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
            source_cell DESC
    ) = 1
),
well AS (
    SELECT well_id, source_id
    FROM well_asof
    WHERE period_end <= $as_of AND (next_period_end IS NULL OR $as_of < next_period_end)
    QUALIFY row_number() OVER (
        PARTITION BY well_id
        ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
            source_cell DESC
    ) = 1
),
measured AS (
    SELECT w.source_id, bool_or(s.n_exceeding > 0) AS exceeds
    FROM mart.sample_span AS n
    JOIN mart.sample AS s USING (well_id, sampled_on)
    JOIN well AS w USING (well_id)
    WHERE n.sampled_on BETWEEN date_trunc('year', CAST($as_of AS DATE)) AND $as_of
      AND (n.next_sampled_on IS NULL OR $as_of < n.next_sampled_on)
    GROUP BY w.source_id
)
SELECT
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
LEFT JOIN measured AS m USING (source_id)
LEFT JOIN water_source_asof AS f
    ON f.source_id = r.source_id AND f.cause = 'human' AND f.reported_ok = 'not_met'
    AND f.period_end <= $as_of
WHERE r.cause = 'human'
  AND coalesce(r.source_use, 'in_use') = 'in_use'
  AND (coalesce(r.remedy_status, '') NOT IN ('done', 'accepted') OR coalesce(m.exceeds, FALSE))
GROUP BY ALL
ORDER BY r.source_id
