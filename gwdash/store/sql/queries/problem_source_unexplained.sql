-- Drinking-water points whose last sampling of the year exceeds class III, while no ledger says
-- that people are the cause or gives the document that found a natural background.
WITH day AS (
    SELECT unnest($as_ofs::DATE[]) AS as_of
),
well AS (
    SELECT d.as_of, w.well_id, w.well_name, w.county_code, w.new_area, w.source_id, w.is_source_point,
        w.origin
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
source AS (
    SELECT d.as_of, r.source_id, r.cause, r.background_doc_no
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
last_sample AS (
    SELECT d.as_of, s.well_id, s.sampled_on, s.submission_id, s.source_sheet, s.source_cell
    FROM day AS d
    JOIN mart.sample_span AS n
        ON n.sampled_on BETWEEN date_trunc('year', d.as_of) AND d.as_of
        AND (n.next_sampled_on IS NULL OR d.as_of < n.next_sampled_on)
    JOIN mart.sample AS s ON s.well_id = n.well_id AND s.sampled_on = n.sampled_on
    WHERE s.n_exceeding > 0
    QUALIFY row_number() OVER (
        PARTITION BY d.as_of, s.well_id ORDER BY s.n_exceeding DESC, s.layer
    ) = 1
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
    l.as_of,
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
JOIN well AS w ON w.as_of = l.as_of AND w.well_id = l.well_id
LEFT JOIN source AS r ON r.as_of = l.as_of AND r.source_id = w.source_id
LEFT JOIN over AS o ON o.well_id = l.well_id AND o.sampled_on = l.sampled_on
WHERE (coalesce(w.is_source_point, FALSE) OR coalesce(w.origin, '') = 'drinking_source')
  AND coalesce(r.cause, '') <> 'human'
  AND NOT (coalesce(r.cause, '') = 'background' AND coalesce(r.background_doc_no, '') <> '')
ORDER BY l.as_of, w.well_id
