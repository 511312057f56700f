-- How many wells stand where in each season from $since to $as_of, and the least and the most
-- indicators that took part; the wells come in groups, $groups[n] being the group of $wells[n].
WITH chosen AS (
    SELECT unnest(CAST($wells AS VARCHAR[])) AS well_id, unnest(CAST($groups AS TINYINT[])) AS place
)
SELECT
    c.place, s.sampled_year, s.season, s.grade,
    s.n_exceeding > 0 AS is_exceeding, s.n_undecidable > 0 AS is_undecidable,
    count(*) AS n_points, min(s.n_assessed) AS least, max(s.n_assessed) AS most,
    max(s.sampled_on) AS last_sampled_on
FROM mart.season_span AS s
JOIN chosen AS c USING (well_id)
WHERE s.sampled_on BETWEEN $since AND $as_of
  AND (s.next_sampled_on IS NULL OR $as_of < s.next_sampled_on)
GROUP BY ALL
ORDER BY ALL
