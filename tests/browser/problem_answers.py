"""Every kind of 突出问题 at the end of June 2024, asked of what was handed in (`core`).

A second writing from the rules of the page; of the platform's own judgement only the comparison
of a result with class Ⅲ is used, which has tests of its own. `PROBLEMS` needs `item` and `well`.
"""

# What is put into a question is text of this file.
# ruff: noqa: S608

PERIOD_END = "DATE '2024-06-30'"


def in_force(dataset, key, where="TRUE"):
    """Return the rows of a ledger's last file of each reporter, one a key."""
    return f"""(
        SELECT r.* FROM core.{dataset} r JOIN (
            SELECT submission_id, accepted_at FROM core.submission
            WHERE dataset = '{dataset}' AND period_end <= {PERIOD_END}
            QUALIFY rank() OVER (PARTITION BY reporter, part ORDER BY period_end DESC) = 1
        ) s USING (submission_id)
        WHERE {where}
        QUALIFY row_number() OVER (PARTITION BY r.{key}
            ORDER BY s.accepted_at DESC, r.submission_id DESC, r.source_row DESC) = 1
    )"""


#: What came to light of drinking-water sources: the last sampling of the year of each well.
_SOURCES = f"""
ledger AS (FROM {in_force("water_source", "source_id")}),
sampled AS (
    SELECT well_id, sampled_on, against_class3 = '超标' AS exceeds,
        regexp_replace(a.label, '[(（].*', '') AS analyte
    FROM result_current JOIN ref.analyte a USING (analyte)
    WHERE coalesce(sample_type, 'regular') = 'regular'
        AND sampled_on BETWEEN DATE '2024-01-01' AND {PERIOD_END}
    QUALIFY rank() OVER (PARTITION BY well_id ORDER BY sampled_on DESC) = 1
),
over AS (
    SELECT well_id, sampled_on, string_agg(DISTINCT analyte, '、' ORDER BY analyte) AS analytes
    FROM sampled WHERE exceeds GROUP BY ALL
),
source_human AS (
    SELECT '严重' AS severity, '水源人为超标' AS kind, county_code,
        format('{{}}因人为原因超标（{{}}），整治未完成', coalesce(source_name, source_id),
            coalesce(exceeded_items, '指标未填')) AS words,
        (SELECT min(s.period_end) FROM core.water_source w
            JOIN core.submission s USING (submission_id)
            WHERE w.source_id = ledger.source_id AND w.cause = 'human'
                AND w.reported_ok = 'not_met' AND s.period_end <= {PERIOD_END}) AS since
    FROM ledger
    WHERE cause = 'human' AND coalesce(source_use, 'in_use') = 'in_use'
        AND (coalesce(remedy_status, '') NOT IN ('done', 'accepted') OR source_id IN (
            SELECT w.source_id FROM well w JOIN over USING (well_id)
            WHERE w.source_id IS NOT NULL))
),
source_unexplained AS (
    SELECT '严重' AS severity, '水源超标原因未认定' AS kind, w.county_code,
        format('饮用水源监测点{{}}超Ⅲ类（{{}}），原因未认定', coalesce(well_name, well_id),
            analytes) AS words,
        sampled_on AS since
    FROM over JOIN well w USING (well_id) LEFT JOIN ledger s USING (source_id)
    WHERE (coalesce(is_source_point, FALSE) OR w.origin = 'drinking_source')
        AND coalesce(w.new_area, 'no') <> 'direct' AND coalesce(cause, '') <> 'human'
        AND (coalesce(cause, '') <> 'background' OR coalesce(background_doc_no, '') = '')
)"""

_ITEMS = f"""
overdue AS (
    SELECT '严重' AS severity, '逾期事项' AS kind, county_code, lead_unit,
        item_name || '逾期未完成' AS words, due_on AS since
    FROM item
    WHERE due_on < {PERIOD_END} AND coalesce(actual_pct, 0) < 100
        AND status NOT IN ('suspended', 'not_applicable')
),
far_behind AS (
    SELECT '严重' AS severity, '严重滞后事项' AS kind, county_code, lead_unit,
        format('{{}}比序时进度低 {{:.1f}} 个百分点', item_name, expected_pct - actual_pct) AS words,
        NULL::DATE AS since, due_on - {PERIOD_END} AS days
    FROM item
    WHERE due_on >= {PERIOD_END} AND expected_pct - actual_pct > 20
        AND status NOT IN ('suspended', 'not_applicable')
)"""

_DECISION = "meeting_id, r.decision_no, r.responsible_unit"
_OF_OFFICE = "submission_id IN (SELECT submission_id FROM core.submission WHERE reporter = 'ldxz')"
_LEDGERS = f"""
high_risk AS (
    SELECT '严重' AS severity, '高风险报废井未封填' AS kind, county_code,
        format('高风险报废井{{}}未处置到位（{{}}）', coalesce(aw_name, aw_id), CASE
            WHEN acceptance = 'failed' THEN '验收不合格'
            WHEN sealing_to IS NOT NULL THEN '已回填，未验收'
            WHEN sealing_from IS NOT NULL THEN '回填中' ELSE '未开工' END) AS words,
        coalesce(surveyed_on, (SELECT period_end FROM core.submission s
            WHERE s.submission_id = w.submission_id)) AS since
    FROM {in_force("abandoned_well", "aw_id")} w
    WHERE well_risk = 'high' AND coalesce(acceptance, '') <> 'passed'
),
site AS (
    FROM {in_force("key_unit", "site_id", "r.list_year <= 2024")}
    QUALIFY list_year = max(list_year) OVER (PARTITION BY county_code)
),
hazard AS (
    SELECT '严重' AS severity, '隐患逾期未整改' AS kind, h.county_code,
        format('{{}}渗漏隐患未按期整改（{{}}）', coalesce(h.unit_name, (
            SELECT arg_max(k.unit_name, k.submission_id) FROM core.key_unit k
            WHERE k.site_id = h.site_id), hazard_id),
            coalesce(facility, place, '点位未填')) AS words,
        rectify_by AS since
    FROM {in_force("leak_hazard", "hazard_id")} h
    WHERE rectify_by < {PERIOD_END} AND rectify_status NOT IN ('done', 'accepted')
),
reinjection AS (
    SELECT '较重' AS severity, '回灌率低于下限' AS kind, county_code,
        format('{{}}本供暖季回灌率 {{:.1f}}%（下限 {{}}%）', project, 100 * back / taken, floor)
            AS words,
        DATE '2023-11-01' AS since
    FROM (
        SELECT coalesce(heat_project, gw_id) AS project, county_code,
            sum(abstracted_m3)::DOUBLE AS taken, coalesce(sum(reinjected_m3), 0)::DOUBLE AS back,
            if(mode(reservoir) = 'pore', 80, 90) AS floor
        FROM core.geothermal JOIN core.submission USING (submission_id)
        WHERE period IN ('2023-11', '2023-12', '2024-01', '2024-02', '2024-03')
            AND coalesce(geothermal_well_type, '') <> 'closed_loop'
        GROUP BY ALL
    )
    WHERE taken >= 1 AND 100 * back / taken < floor
),
point AS (
    SELECT site_id, well_id, max(sampled_on) AS last_on,
        arg_max(due_frequency, sampled_on) AS frequency
    FROM core.self_monitoring WHERE sampled_on <= {PERIOD_END} GROUP BY ALL
),
missed AS (
    SELECT site_id, well_id, last_on, CASE
            coalesce(frequency, if(has_receptor_1km, 'half', 'year'))
            WHEN 'quarter' THEN DATE '2024-04-01' WHEN 'half' THEN DATE '2024-01-01'
            ELSE DATE '2023-01-01' END AS due_from
    FROM site LEFT JOIN point USING (site_id)
),
unmonitored AS (
    SELECT '较重' AS severity, '未按频次自行监测' AS kind, county_code,
        coalesce(unit_name, site_id) || if(count(well_id) < count(*), '没有自行监测记录',
            count(*) || ' 个点位未按频次自行监测') AS words,
        min(coalesce(last_on, due_from)) AS since
    FROM missed JOIN site USING (site_id)
    WHERE (last_on IS NULL OR last_on < due_from)
        AND coalesce(production_state, 'running') = 'running'
    GROUP BY site_id, unit_name, county_code
),
silent AS (
    SELECT '较重' AS severity, '监测井连续无数据' AS kind, county_code,
        format('监测井{{}}连续 {{}} 期无水位数据', coalesce(well_name, well_id),
            date_diff('month', last_on, {PERIOD_END})) AS words,
        (last_on + INTERVAL 1 MONTH)::DATE AS since
    FROM well JOIN (
        SELECT well_id, date_trunc('month', max(measured_at))::DATE AS last_on
        FROM core.water_level WHERE measured_at < {PERIOD_END} + INTERVAL 1 DAY GROUP BY ALL
    ) USING (well_id)
    WHERE well_state = 'running' AND coalesce(new_area, 'no') <> 'direct'
        AND date_diff('month', last_on, {PERIOD_END}) >= 2 AND {PERIOD_END} - last_on <= 730
),
decided AS (
    SELECT '严重' AS severity, '议定事项逾期' AS kind, said.responsible_unit AS lead_unit,
        format('{{}}逾期未办结（{{}}第{{}}项{{}}）', coalesce(own.decision_text, said.decision_no),
            coalesce((SELECT arg_max(m.meeting_name, m.submission_id) FROM core.meeting m
                WHERE m.meeting_id = said.meeting_id), said.meeting_id), said.decision_no,
            if(is_back, '，退回重办', '')) AS words,
        if(own.extension_state = 'granted', coalesce(own.extended_to, own.decision_due_on),
            own.decision_due_on) AS since
    FROM (
        SELECT said, own, coalesce(own.review_state, '') = 'returned' AND NOT (
            own.submission_id <> said.submission_id AND said.decision_status = 'done'
            AND coalesce(said.done_on >= coalesce(own.returned_on, (
                SELECT accepted_at::DATE FROM core.submission s
                WHERE s.submission_id = own.submission_id)), FALSE)) AS is_back
        FROM (
            SELECT d AS said, if(o.submission_id IS NULL, d, o) AS own
            FROM {in_force("decision", _DECISION)} d
            LEFT JOIN {in_force("decision", _DECISION, _OF_OFFICE)} o
            USING (meeting_id, decision_no, responsible_unit)
        )
    )
    WHERE since < {PERIOD_END} AND coalesce(own.review_state, '') <> 'closed' AND (
        coalesce(said.decision_status, 'open') <> 'done' OR is_back)
)"""

#: The questions one after the other, to stand behind `item` and `well`.
PROBLEMS = f"{_SOURCES},{_ITEMS},{_LEDGERS}"
#: What the file says of each; the city's own items are answered for by the unit that leads.
SELECT = f"""
SELECT severity, kind, words, coalesce(c.name, r.name), since,
    coalesce(days, {PERIOD_END} - since, 0)
FROM (
    FROM source_human UNION ALL BY NAME FROM source_unexplained UNION ALL BY NAME FROM overdue
    UNION ALL BY NAME FROM far_behind UNION ALL BY NAME FROM high_risk
    UNION ALL BY NAME FROM hazard UNION ALL BY NAME FROM reinjection
    UNION ALL BY NAME FROM unmonitored UNION ALL BY NAME FROM silent
    UNION ALL BY NAME FROM decided
) p
LEFT JOIN ref.county c USING (county_code)
LEFT JOIN ref.reporter r ON r.reporter = p.lead_unit"""
