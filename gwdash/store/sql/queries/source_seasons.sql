-- What the samplings of each drinking-water source prove season by season, from $since to the end
-- of month $period: the worst class and how many samplings there were. A sampling belongs to the
-- source that it names, or to the one that its well serves; one without any result counts nowhere.
WITH source AS (
    SELECT source_id, month_end
    FROM water_source_monthly
    WHERE month = $period
      AND ($county = '' OR county_code = $county)
      AND ($new_area OR coalesce(new_area, 'no') <> 'direct')
),
linked AS (
    SELECT s.source_id, a.well_id, a.sampled_on, a.layer, a.season, a.grade, a.worst_analytes,
        a.n_assessed, a.n_exceeding, a.n_undecidable
    FROM source AS s
    JOIN mart.sample AS a
        ON a.source_id = s.source_id AND a.sampled_on BETWEEN $since AND s.month_end
    WHERE a.n_results > a.n_not_measured
    UNION
    SELECT s.source_id, a.well_id, a.sampled_on, a.layer, a.season, a.grade, a.worst_analytes,
        a.n_assessed, a.n_exceeding, a.n_undecidable
    FROM source AS s
    JOIN well_monthly AS w ON w.month = $period AND w.source_id = s.source_id
    JOIN mart.sample AS a
        ON a.well_id = w.well_id AND a.sampled_on BETWEEN $since AND s.month_end
    WHERE a.n_results > a.n_not_measured AND coalesce(a.source_id, s.source_id) = s.source_id
)
SELECT
    source_id, year(sampled_on) AS sampled_year,
    coalesce(season, 'q' || quarter(sampled_on)) AS season,
    max(grade) AS grade, count(*) AS n_samples,
    count(*) FILTER (n_exceeding > 0) AS n_over,
    count(*) FILTER (n_exceeding = 0 AND n_undecidable > 0) AS n_open,
    min(n_assessed) AS least, max(n_assessed) AS most,
    max(sampled_on) AS last_sampled_on,
    arg_max(worst_analytes, (grade, sampled_on, well_id)) FILTER (grade IS NOT NULL)
        AS worst_analytes
FROM linked
GROUP BY ALL
ORDER BY source_id, sampled_year, season
