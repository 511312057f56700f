-- Wells of drinking-water sources in any register of this version, and the points of sources that
-- results were reported for: their exact positions are shown to nobody.
SELECT DISTINCT well_id
FROM core.well
WHERE coalesce(is_source_point, false) OR origin = 'drinking_source'
UNION
SELECT DISTINCT well_id
FROM core.water_quality
WHERE source_id IS NOT NULL
ORDER BY well_id
