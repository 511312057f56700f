-- Drinking-water points whose last sampling of the year exceeds class III, while no ledger says
-- that people are the cause or gives the document that found a natural background.
WITH well AS (
    SELECT *
    FROM well_asof
    WHERE period_end <= $as_of AND (next_period_end IS NULL OR $as_of < next_period_end)
    QUALIFY row_number() OVER (
        PARTITION BY well_id
        ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
            source_cell DESC
    ) = 1
),
source AS (
    SELECT source_id, cause, background_doc_no
    FROM water_source_asof
    WHERE period_end <= $as_of AND (next_period_end IS NULL OR $as_of < next_period_end)
    QUALIFY row_number() OVER (
        PARTITION BY source_id
        ORDER BY accepted_at DESC, submission_id DESC, source_sheet DESC, source_row DESC,
            source_cell DESC
    ) = 1
),
last_sample AS (
    SELECT s.well_id, s.sampled_on, s.submission_id, s.source_sheet, s.source_cell
    FROM mart.sample_span AS n
    JOIN mart.sample AS s USING (well_id, sampled_on)
    WHERE n.sampled_on BETWEEN date_trunc('year', CAST($as_of AS DATE)) AND $as_of
      AND (n.next_sampled_on IS NULL OR $as_of < n.next_sampled_on)
      AND s.n_exceeding > 0
    QUALIFY row_number() OVER (PARTITION BY s.well_id ORDER BY s.n_exceeding DESC, s.layer) = 1
),
over AS (
    SELECT well_id, sampled_on,
        string_agg(
            DISTINCT coalesce(split_part(a.label, '(', 1), e.analyte), '、'
            ORDER BY coalesce(split_part(a.label, '(', 1), e.analyte)
        ) AS analytes,
        max(e.times_over) AS times_over
    FROM mart.exceedance AS e
    LEFT JOIN ref.analyte AS a ON a.analyte = e.analyte
    WHERE (e.well_id, e.sampled_on) IN (SELECT (well_id, sampled_on) FROM last_sample)
    GROUP BY ALL
)
SELECT
    w.well_id AS subject,
    coalesce(w.well_name, w.well_id) AS name,
    w.county_code,
    coalesce(w.new_area, 'no') AS new_area,
    '' AS owner,
    l.sampled_on AS since,
    o.times_over AS amount,
    coalesce(o.analytes, '指标未定') AS detail,
    l.submission_id, l.source_sheet, l.source_cell
FROM last_sample AS l
JOIN well AS w USING (well_id)
LEFT JOIN source AS r ON r.source_id = w.source_id
LEFT JOIN over AS o ON o.well_id = l.well_id AND o.sampled_on = l.sampled_on
WHERE (coalesce(w.is_source_point, FALSE) OR coalesce(w.origin, '') = 'drinking_source')
  AND coalesce(r.cause, '') <> 'human'
  AND NOT (coalesce(r.cause, '') = 'background' AND coalesce(r.background_doc_no, '') <> '')
ORDER BY w.well_id
