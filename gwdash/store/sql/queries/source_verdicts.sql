-- Which of the wells $wells were sampled from $since to $as_of, and whether a sampling of theirs
-- exceeds class III.
SELECT well_id, bool_or(n_exceeding > 0) AS is_failing
FROM mart.sample
WHERE sampled_on BETWEEN $since AND $as_of
  AND well_id IN (SELECT unnest(CAST($wells AS VARCHAR[])))
GROUP BY well_id
ORDER BY well_id
