-- Reports of the year up to the month's end: of every ledger from the first period that anybody
-- reported, each reporter owes each period, and what came in time counts.
WITH begun AS (
    SELECT dataset, min(period_end) AS first_end FROM mart.submission_state GROUP BY dataset
),
owed AS (
    SELECT m.month_end, m.month, d.dataset, d.period, d.period_end, d.due_on, r.reporter,
        r.reporter_group
    FROM ref.due_day AS d
    JOIN ref.duty AS r ON r.dataset = d.dataset
    JOIN begun AS b ON b.dataset = d.dataset AND b.first_end <= d.period_end
    JOIN mart.month AS m ON d.period_end BETWEEN m.year_begin AND m.month_end
)
SELECT
    o.month_end,
    CASE WHEN o.reporter_group = 'counties' THEN o.reporter ELSE '' END AS county_code,
    'no' AS new_area,
    concat_ws('/', o.dataset, o.reporter, o.period) AS thing,
    concat(r.name, ' ', t.label, ' ', o.period) AS label,
    CASE WHEN s.is_on_time THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    CASE WHEN s.reporter IS NULL THEN 'not_reported' ELSE 'counted' END AS state,
    CASE
        WHEN s.reporter IS NULL THEN concat('未报，', o.due_on, ' 截止')
        WHEN s.is_on_time THEN '按时'
        ELSE concat('迟报，', o.due_on, ' 截止')
    END AS note,
    f.submission_id, '' AS source_sheet, '' AS source_cell
FROM owed AS o
JOIN ref.reporter AS r ON r.reporter = o.reporter
JOIN ref.dataset AS t ON t.name = o.dataset
LEFT JOIN mart.submission_state AS s
    ON s.dataset = o.dataset AND s.reporter = o.reporter AND s.period = o.period
LEFT JOIN (
    SELECT dataset, reporter, period, min(submission_id) AS submission_id
    FROM mart.slice GROUP BY dataset, reporter, period
) AS f ON f.dataset = o.dataset AND f.reporter = o.reporter AND f.period = o.period
