-- How many sites each list named in each year, the two lists apart: of a reporter's reports on one
-- year up to the end of $period the last one counts.
WITH listed AS (
    SELECT k.*
    FROM key_unit_asof AS k
    JOIN mart.month AS m ON m.month = $period AND k.period_end <= m.month_end
    WHERE k.list_type IN ('priority', 'supervised') AND k.list_year <= year(m.month_end)
    QUALIFY dense_rank() OVER (
        PARTITION BY k.reporter, k.part, k.list_year ORDER BY k.period_end DESC
    ) = 1
)
SELECT
    list_year,
    count(DISTINCT site_id) FILTER (list_type = 'priority') AS n_priority,
    count(DISTINCT site_id) FILTER (list_type = 'supervised') AS n_supervised,
    count(DISTINCT site_id) AS n_sites
FROM listed
WHERE ($county = '' OR county_code = $county)
  AND ($new_area OR coalesce(new_area, 'no') <> 'direct')
GROUP BY list_year
ORDER BY list_year DESC
