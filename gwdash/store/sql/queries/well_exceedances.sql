-- When one well's results of one analyte lay above class III up to $as_of.
SELECT sampled_on, layer
FROM mart.exceedance
WHERE well_id = $well_id AND analyte = $analyte AND sampled_on <= $as_of
ORDER BY sampled_on, layer
