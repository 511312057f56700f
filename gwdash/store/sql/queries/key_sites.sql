-- The sites that each county's newest list names at the end of month $period, each once, with the
-- samplings that were due this year and those taken, as the indicator selfmon_rate counts them.
WITH listed AS (
    SELECT *
    FROM key_unit_monthly
    WHERE month = $period AND list_type IN ('priority', 'supervised')
      AND list_year <= year(month_end)
    QUALIFY list_year = max(list_year) OVER (PARTITION BY county_code)
),
site AS (
    SELECT
        *,
        bool_or(list_type = 'priority') OVER (PARTITION BY site_id) AS is_priority,
        bool_or(list_type = 'supervised') OVER (PARTITION BY site_id) AS is_supervised
    FROM listed
    QUALIFY row_number() OVER (
        PARTITION BY site_id ORDER BY list_type, submission_id DESC, source_row DESC
    ) = 1
),
counted AS (
    SELECT
        split_part(thing, ' ', 1) AS site_id,
        sum(denominator)::BIGINT AS n_due, sum(numerator)::BIGINT AS n_done,
        count(*) FILTER (position(' ' IN thing) > 0) AS n_wells,
        bool_or(state = 'not_monitored') AS is_silent,
        min(note) FILTER (state IN ('not_applicable', 'not_monitored')) AS note
    FROM evidence_selfmon_rate
    WHERE month = $period AND state <> 'not_reported'
    GROUP BY ALL
),
sampled AS (
    SELECT m.site_id, max(m.sampled_on) AS last_sampled_on
    FROM self_monitoring_current AS m
    JOIN site AS s ON s.site_id = m.site_id AND m.sampled_on <= s.month_end
    GROUP BY ALL
)
SELECT
    s.site_id, coalesce(s.unit_name, s.site_id) AS unit_name, s.county_code, s.list_year,
    s.is_priority, s.is_supervised, s.source_type, s.production_state,
    s.permit_covers_groundwater, s.permit_no, s.has_receptor_1km, s.is_leak_checked,
    s.is_high_risk, coalesce(c.n_due, 0) AS n_due, coalesce(c.n_done, 0) AS n_done,
    coalesce(c.n_wells, 0) AS n_wells, coalesce(c.is_silent, FALSE) AS is_silent, c.note,
    p.last_sampled_on, s.submission_id, s.source_sheet, s.source_row, s.source_cell
FROM site AS s
LEFT JOIN counted AS c USING (site_id)
LEFT JOIN sampled AS p USING (site_id)
WHERE ($county = '' OR s.county_code = $county)
  AND ($new_area OR coalesce(s.new_area, 'no') <> 'direct')
ORDER BY s.county_code, s.site_id
