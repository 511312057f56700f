-- Sources of county level and above that are in use: reached when every valid sampling of the year
-- so far keeps to class III (GB/T 14848-2017). One without a sampling is due and not reached; one with
-- results that cannot be judged neither. A sampling belongs to the source that it names, or
-- to the one that its well serves.
WITH source AS (
    SELECT *, coalesce(source_use, 'in_use') = 'in_use' AS is_used
    FROM water_source_monthly
    WHERE coalesce(source_level, 'county') IN ('city', 'county')
),
linked AS (
    SELECT s.month_end, s.source_id, a.well_id, a.sampled_on, a.layer,
        a.n_exceeding, a.n_undecidable
    FROM source AS s
    JOIN mart.sample AS a
        ON a.source_id = s.source_id AND a.sampled_on BETWEEN s.year_begin AND s.month_end
    WHERE a.n_results > a.n_not_measured
    UNION
    SELECT s.month_end, s.source_id, a.well_id, a.sampled_on, a.layer,
        a.n_exceeding, a.n_undecidable
    FROM source AS s
    JOIN well_monthly AS w ON w.month_end = s.month_end AND w.source_id = s.source_id
    JOIN mart.sample AS a
        ON a.well_id = w.well_id AND a.sampled_on BETWEEN s.year_begin AND s.month_end
    WHERE a.n_results > a.n_not_measured AND coalesce(a.source_id, s.source_id) = s.source_id
),
verdict AS (
    SELECT
        month_end, source_id, count(*) AS n_samples,
        count(*) FILTER (n_exceeding > 0) AS n_over,
        count(*) FILTER (n_undecidable > 0) AS n_open
    FROM linked
    GROUP BY ALL
),
over AS (
    SELECT l.month_end, l.source_id, string_agg(DISTINCT a.label, '、' ORDER BY a.label) AS items
    FROM linked AS l
    JOIN mart.exceedance AS e
        ON e.well_id = l.well_id AND e.sampled_on = l.sampled_on
        AND coalesce(e.layer, '') = coalesce(l.layer, '')
    JOIN ref.analyte AS a ON a.analyte = e.analyte
    WHERE l.n_exceeding > 0
    GROUP BY ALL
)
SELECT
    s.month_end, s.county_code, s.new_area, s.source_id AS thing,
    coalesce(s.source_name, s.source_id) AS label,
    CASE WHEN s.is_used AND v.n_over = 0 AND v.n_open = 0 THEN 1 ELSE 0 END AS numerator,
    CASE WHEN s.is_used THEN 1 ELSE 0 END AS denominator,
    CASE
        WHEN NOT s.is_used THEN 'not_applicable'
        WHEN v.n_samples IS NULL THEN 'not_monitored'
        WHEN v.n_over = 0 AND v.n_open > 0 THEN 'undecided'
        ELSE 'counted'
    END AS state,
    CASE
        WHEN NOT s.is_used THEN (
            SELECT label FROM ref.code WHERE code_list = 'source_use' AND code = s.source_use
        )
        WHEN v.n_samples IS NULL THEN '本年至今没有监测数据'
        WHEN v.n_over > 0 THEN concat('采样 ', v.n_samples, ' 次，超标 ', v.n_over, ' 次：', o.items)
        WHEN v.n_open > 0 THEN concat('采样 ', v.n_samples, ' 次，', v.n_open, ' 次有指标无法判定')
        ELSE concat('采样 ', v.n_samples, ' 次，均达标')
    END AS note,
    s.submission_id, s.source_sheet, s.source_cell
FROM source AS s
LEFT JOIN verdict AS v ON v.month_end = s.month_end AND v.source_id = s.source_id
LEFT JOIN over AS o ON o.month_end = s.month_end AND o.source_id = s.source_id
