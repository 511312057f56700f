-- What the verdict on each source in force in $period rests on: its samplings from $since to $as_of,
-- each with the first cell that holds it, and every result above class III with its own cell. A
-- sampling belongs to the source that it names, or to the one that its well serves.
WITH served AS (
    SELECT well_id, source_id FROM well_monthly WHERE month = $period AND source_id IS NOT NULL
),
sampling AS (
    SELECT a.*, coalesce(a.source_id, w.source_id) AS of_source
    FROM mart.sample AS a
    LEFT JOIN served AS w ON w.well_id = a.well_id
    WHERE a.sampled_on BETWEEN $since AND $as_of
      AND coalesce(a.source_id, w.source_id) IN (
        SELECT source_id FROM water_source_monthly WHERE month = $period
      )
)
SELECT
    of_source AS thing, sampled_on, 0 AS place,
    concat(
        sampled_on, ' ', well_id, ' 采样，综合', label, '类，参评 ', n_assessed, ' 项'
    ) AS words,
    submission_id, coalesce(source_sheet, '') AS source_sheet,
    coalesce(source_cell, '') AS source_cell
FROM sampling
UNION ALL
SELECT
    s.of_source, e.sampled_on, 1,
    concat(
        e.sampled_on, ' ', a.label, ' ', e.raw,
        CASE WHEN e.times_over IS NOT NULL THEN printf('，超标 %.2f 倍', e.times_over) ELSE '' END
    ),
    e.submission_id, coalesce(e.source_sheet, ''), coalesce(e.source_cell, '')
FROM sampling AS s
JOIN mart.exceedance AS e
    ON e.well_id = s.well_id AND e.sampled_on = s.sampled_on
    AND coalesce(e.layer, '') = coalesce(s.layer, '')
JOIN ref.analyte AS a ON a.analyte = e.analyte
ORDER BY thing, sampled_on, place, words
