-- The days of $as_ofs for which nothing is kept, and on which something could be wrong: none does
-- before the first file's period has ended.
SELECT d.as_of
FROM (SELECT unnest($as_ofs::DATE[]) AS as_of) AS d
ANTI JOIN mart.month AS m ON m.month_end = d.as_of
WHERE d.as_of >= (SELECT min(period_end) FROM core.submission)
ORDER BY d.as_of
