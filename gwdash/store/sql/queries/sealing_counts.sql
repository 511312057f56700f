-- Abandoned wells as they count in a month, counted by county, class and the year's list that names
-- them: from the file over the assessed risk to the accepted sealing. 0 is no list.
SELECT
    coalesce(county_code, '') AS county_code,
    coalesce(well_category, '') AS category,
    coalesce(listed_year, 0)::INT AS task_year,
    count(*) AS n_on_file,
    count(*) FILTER (well_risk IN ('high', 'medium', 'low')) AS n_assessed,
    count(*) FILTER (is_high) AS n_high,
    count(*) FILTER (is_high AND is_accepted) AS n_high_accepted,
    count(*) FILTER (is_to_seal) AS n_to_seal,
    count(*) FILTER (is_to_seal AND (is_filled OR is_accepted)) AS n_filled,
    count(*) FILTER (is_to_seal AND is_accepted) AS n_accepted,
    count(*) FILTER (is_to_seal AND acceptance = 'failed') AS n_failed,
    count(*) FILTER (disposal IS NULL AND NOT is_to_seal) AS n_undecided,
    count(*) FILTER (disposal IN ('reserve', 'monitoring', 'kept')) AS n_other
FROM (
    SELECT
        *,
        coalesce(disposal IN ('sealing', 'remediation'), listed_year <= year(month_end), FALSE)
            AS is_to_seal,
        well_risk = 'high' OR is_feared_high AS is_high,
        sealing_to IS NOT NULL AND sealing_to <= month_end AS is_filled,
        coalesce(acceptance = 'passed' AND coalesce(accepted_on, month_end) <= month_end, FALSE)
            AS is_accepted
    FROM abandoned_wells_owed_in($period)
    WHERE ($county = '' OR county_code = $county)
      AND ($new_area OR coalesce(new_area, 'no') <> 'direct')
)
GROUP BY ALL
ORDER BY ALL
