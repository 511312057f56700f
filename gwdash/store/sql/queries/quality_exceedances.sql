-- Results of one season above class III, each with the cell it was typed in.
SELECT
    e.well_id, e.analyte, e.sampled_on, coalesce(e.layer, '') AS layer,
    coalesce(e.raw, '') AS raw, e.flag, e.value, coalesce(e.unit, '') AS unit,
    e.limit3, e.times_over, e.label,
    concat(c.file_name, ' ', e.source_sheet, '!', e.source_cell) AS origin
FROM mart.exceedance AS e
JOIN mart.sample AS s
    ON s.well_id = e.well_id AND s.sampled_on = e.sampled_on
    AND s.layer IS NOT DISTINCT FROM e.layer
JOIN core.submission AS c ON c.submission_id = e.submission_id
WHERE e.sampled_on BETWEEN $since AND $until
  AND coalesce(s.season, 'q' || quarter(s.sampled_on)) = $season
ORDER BY e.times_over DESC NULLS LAST, e.sampled_on DESC, e.well_id, e.analyte, e.layer
