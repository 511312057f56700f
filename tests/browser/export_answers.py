"""What every exported table must say, asked of the published file in plain SQL.

The questions read what was handed in (`core`) and not what the pages read (marts, queries), except
for the class of a result, which has tests of its own. All are of the city at the end of June 2024
without the new area's directly run part, as the pages open.
"""

# What is put into a question is text of this file.
# ruff: noqa: S608

from dataclasses import dataclass
from datetime import date

import problem_answers
from problem_answers import PERIOD_END, in_force

_PLAN = f"""
plan AS (
    SELECT w.*, s.file_name FROM core.work_plan w JOIN core.submission s USING (submission_id)
    WHERE s.period = '2024'
),
report AS (
    SELECT r.item_id, r.actual_pct AS reported_pct, r.status, s.reporter, s.period, s.period_end
    FROM core.task_progress r
    JOIN core.submission s USING (submission_id)
    JOIN plan p USING (item_id)
    WHERE s.period_end <= {PERIOD_END}
    QUALIFY row_number() OVER (PARTITION BY r.item_id
        ORDER BY s.period_end DESC, (s.reporter = p.lead_unit) DESC, s.accepted_at DESC,
            s.submission_id DESC, r.source_row DESC) = 1
),
verdict AS (
    SELECT v.item_id, v.county_code, arg_max(v.verified_pct, (s.period_end, s.submission_id))
            AS verified_pct,
        max(s.period_end) AS verified_until
    FROM core.verified_progress v JOIN core.submission s USING (submission_id)
    WHERE s.period_end <= {PERIOD_END} GROUP BY ALL
),
proof AS (
    SELECT target_reporter, target_period, row_key ->> '$.item_id' AS item_id
    FROM core.attachment a JOIN core.submission s USING (submission_id)
    WHERE target_dataset = 'task_progress' AND s.period_end <= {PERIOD_END}
    GROUP BY attachment_id, target_reporter, target_period, item_id HAVING NOT bool_or(removed)
),
stone AS (
    SELECT item_id, regexp_extract(words, '(\\d+)%', 1)::DOUBLE AS share,
        last_day(make_date(regexp_extract(words, '(\\d{{4}})[-年]', 1)::INT,
            regexp_extract(words, '\\d{{4}}[-年](\\d+)', 1)::INT, 1)) AS due_by
    FROM (SELECT item_id, unnest(string_split(milestones, '；')) AS words FROM plan)
),
staged AS (
    SELECT item_id, if(sum(share) = 100, sum(share) FILTER (due_by <= {PERIOD_END}),
        max(share) FILTER (due_by <= {PERIOD_END})) AS reached_by_now
    FROM stone GROUP BY item_id
),
item AS (
    SELECT p.*, CASE
            WHEN due_on IS NULL OR start_on IS NULL THEN NULL
            WHEN due_on <= {PERIOD_END} THEN 100
            WHEN g.item_id IS NOT NULL THEN coalesce(reached_by_now, 0)
            WHEN start_on > {PERIOD_END} THEN 0
            ELSE 100 * ({PERIOD_END} - start_on + 1) / (due_on - start_on + 1)
        END AS expected_pct,
        coalesce(r.status, '') AS status, r.reported_pct, v.verified_pct,
        coalesce(v.verified_pct, r.reported_pct) AS actual_pct,
        (SELECT count(*) FROM proof f WHERE f.item_id = p.item_id
            OR (f.item_id IS NULL
                AND (f.target_reporter, f.target_period) = (r.reporter, r.period))) AS n_proofs,
        coalesce(r.period = '2024-06' AND r.reported_pct IS NOT NULL, FALSE) AS is_reported,
        r.reported_pct IS NOT NULL AND p.due_on IS NOT NULL AND coalesce(p.weight, 1) > 0
            AND coalesce(r.status, '') NOT IN ('suspended', 'not_applicable') AS is_counted
    FROM plan p
    LEFT JOIN report r USING (item_id)
    LEFT JOIN staged g USING (item_id)
    LEFT JOIN verdict v
        ON (v.item_id, v.county_code) = (p.item_id, p.county_code)
            AND v.verified_until >= r.period_end
)"""
_ROLLED = """
    round(sum(actual_pct * coalesce(weight, 1)) FILTER (is_counted)
        / sum(coalesce(weight, 1)) FILTER (is_counted), 6),
    count(*), count(*) FILTER (is_reported)"""

_WELLS = f"""
well AS (FROM {in_force("well", "well_id")}),
own AS (SELECT * FROM well WHERE coalesce(new_area, 'no') <> 'direct'),
source AS (
    SELECT well_id, well_name FROM own
    WHERE coalesce(is_source_point, FALSE) OR origin = 'drinking_source'
)"""

_RESULTS = f"""{_WELLS},
result AS (
    SELECT r.*, coalesce(r.season, 'q' || quarter(r.sampled_on)) AS its_season
    FROM result_current r JOIN source USING (well_id)
    WHERE coalesce(r.sample_type, 'regular') = 'regular' AND r.sampled_on <= {PERIOD_END}
),
dry AS (SELECT * FROM result WHERE year(sampled_on) = 2024 AND its_season = 'dry')"""


#: What the ranking counts, by county: items, reports of the year, this month's report, events.
_SCORED = f"""
progress AS (
    SELECT county_code, count(*) AS n_items,
        count(*) FILTER (coalesce(actual_pct, 0) >= expected_pct) AS met
    FROM item
    WHERE expected_pct IS NOT NULL AND coalesce(weight, 1) > 0
        AND status NOT IN ('suspended', 'not_applicable')
    GROUP BY ALL
),
report_of AS (
    SELECT dataset, reporter, period, max(n_returned) AS returned, bool_and(
        first_submitted_at::DATE <= due_on OR (opening IS NOT NULL AND due_on IS NOT NULL)
    ) AS in_time
    FROM core.submission LEFT JOIN ref.due_day USING (dataset, period) GROUP BY ALL
),
punctual AS (
    SELECT reporter, count(*) AS n_owed, count(*) FILTER (in_time) AS in_time
    FROM ref.due_day d JOIN ref.duty USING (dataset) LEFT JOIN report_of
        USING (dataset, reporter, period)
    WHERE d.period_end BETWEEN DATE '2024-01-01' AND {PERIOD_END} AND d.period_end >= (
        SELECT min(s.period_end) FROM core.submission s WHERE s.dataset = d.dataset)
    GROUP BY ALL
),
this_month AS (
    SELECT county_code, coalesce(returned, 0) AS returned, CASE
            WHEN reporter IS NULL THEN '未报，沿用上期' WHEN in_time THEN '按时' ELSE '迟报'
        END AS now,
        CASE WHEN reporter IS NULL THEN 1 WHEN in_time THEN 0 ELSE 0.5 END AS cut
    FROM ref.county LEFT JOIN report_of ON reporter = county_code
        AND dataset = 'task_progress' AND period = '2024-06'
),
event AS (
    SELECT county_code, sum(points) FILTER (adjustment_kind = 'deduction') AS taken,
        sum(points) FILTER (adjustment_kind = 'bonus') AS given,
        string_agg(reason || if(is_checked_with_county, '', '（待会前核对）'), '；'
            ORDER BY adjustment_id) FILTER (adjustment_kind = 'constraint') AS flags
    FROM {in_force("score_adjustment", "adjustment_id")}
    WHERE occurred_on BETWEEN DATE '2024-01-01' AND {PERIOD_END}
    GROUP BY ALL
)"""


@dataclass(frozen=True)
class Answer:
    """A table's columns that are compared, and the SQL that gives them."""

    columns: tuple[str, ...]
    sql: str
    where: tuple[str, str] = ("", "")
    """Only the rows of the file in which a column holds these words."""


_ITEMS = Answer(
    (
        "事项编码",
        "工作事项",
        "实际进度（%）",
        "自报进度（%）",
        "核定进度（%）",
        "佐证文件（份）",
        "开始时间",
        "完成时限",
        "权重",
    ),
    f"""WITH {_PLAN}
        SELECT item_id, item_name, actual_pct, reported_pct, verified_pct, n_proofs,
            start_on, due_on, coalesce(weight, 1) FROM item""",
)
_TASKS = Answer(
    ("重点任务", "实际进度（%）", "事项总数", "本期已报"),
    f"""WITH {_PLAN} SELECT t.name, {_ROLLED} FROM item JOIN ref.task t USING (task_no)
        GROUP BY t.name""",
)
ANSWERS = {
    "七项重点任务进度": _TASKS,
    "任务事项进展": _ITEMS,
    "县市区任务进度": Answer(
        ("县市区", "实际进度（%）", "事项总数", "本期已报"),
        f"""WITH {_PLAN} SELECT c.name, {_ROLLED} FROM item JOIN ref.county c USING (county_code)
            WHERE c.is_in_scope GROUP BY c.name""",
    ),
    "突出问题": Answer(
        ("等级", "类别", "问题", "责任单位", "起始日期", "天数"),
        f"WITH {_PLAN},{_WELLS},{problem_answers.PROBLEMS} {problem_answers.SELECT}",
    ),
    "监测井清单": Answer(
        ("监测井编码", "监测井名称", "成井深度（m）", "井口高程（m）", "成井时间", "水位测量次数"),
        f"""WITH {_WELLS}, level AS (
                SELECT well_id, count(DISTINCT measured_at) AS n FROM core.water_level
                WHERE measured_at < {PERIOD_END} + INTERVAL 1 DAY GROUP BY ALL
            )
            SELECT well_id, well_name, well_depth_m, wellhead_elevation_m, built_on, coalesce(n, 0)
            FROM own LEFT JOIN level USING (well_id)""",
        where=("数据溯源", "台账"),
    ),
    "水位到报情况": Answer(
        ("监测井编码", "已到报"),
        f"""WITH {_WELLS} SELECT well_id, count(DISTINCT date_trunc('month', measured_at))
            FROM core.water_level ANTI JOIN (FROM well WHERE new_area = 'direct') USING (well_id)
            WHERE measured_at >= DATE '2022-07-01'
              AND measured_at < {PERIOD_END} + INTERVAL 1 DAY GROUP BY ALL""",
    ),
    "地下水水位": Answer(
        ("监测时间", "水位埋深（m）"),
        f"""SELECT DISTINCT measured_at, depth_to_water_m FROM core.water_level
            WHERE well_id = $well AND measured_at < {PERIOD_END} + INTERVAL 1 DAY""",
    ),
    "逐月水位与本井历史": Answer(
        ("月份", "测量次数"),
        f"""WITH level AS (
                SELECT DISTINCT measured_at, date_trunc('month', measured_at) AS month
                FROM core.water_level
                WHERE well_id = $well AND measured_at < {PERIOD_END} + INTERVAL 1 DAY
            ), every AS (
                SELECT unnest(generate_series(min(month), max(month), INTERVAL 1 MONTH)) AS month
                FROM level
            )
            SELECT strftime(month, '%Y-%m'), count(measured_at)
            FROM every LEFT JOIN level USING (month) GROUP BY ALL""",
    ),
    "监测结果": Answer(
        ("采样日期", "监测值原文"),
        f"""SELECT DISTINCT sampled_on, raw FROM core.water_quality
            WHERE well_id = $well AND analyte = $analyte AND sampled_on <= {PERIOD_END}
              AND coalesce(sample_type, 'regular') = 'regular'""",
    ),
    "2024年枯水期饮用水源监测点超Ⅲ类结果": Answer(
        ("监测井编码", "采样日期", "填报原文"),
        f"WITH {_RESULTS} SELECT well_id, sampled_on, raw FROM dry WHERE against_class3 = '超标'",
    ),
    "2024年枯水期饮用水源监测点各指标点数": Answer(
        ("指标", "超Ⅲ类点数", "可判定点数"),
        f"""WITH {_RESULTS} SELECT regexp_replace(a.label, '[(（].*', ''),
                count(DISTINCT well_id) FILTER (against_class3 = '超标'),
                count(DISTINCT well_id) FILTER (against_class3 <> '无法判定')
            FROM dry JOIN ref.analyte a USING (analyte) GROUP BY a.label""",
    ),
    "2024年枯水期饮用水源监测点类别": Answer(
        ("监测井编码", "采样次数", "最近采样日期"),
        f"""WITH {_RESULTS} SELECT well_id,
                nullif(count(DISTINCT (sampled_on, layer)) FILTER (sampled_on IS NOT NULL), 0),
                max(sampled_on)
            FROM source LEFT JOIN dry USING (well_id) GROUP BY ALL""",
    ),
    "饮用水源监测点历次水期类别": Answer(
        ("水期", "已监测"),
        f"""WITH {_RESULTS} SELECT year(sampled_on) || '年' || coalesce(c.label, ''),
                count(DISTINCT well_id)
            FROM result LEFT JOIN ref.code c ON c.code_list = 'season' AND c.code = its_season
            WHERE year(sampled_on) >= 2021 GROUP BY ALL""",
    ),
    "县市区排名": Answer(
        (
            "县市区",
            "任务进度n",
            "任务进度N",
            "台账按时报送率n",
            "台账按时报送率N",
            "本期报送",
            "扣分",
            "加分",
            "约束性情形",
        ),
        f"""WITH {_PLAN},{_SCORED}
            SELECT c.name, met, n_items, in_time, n_owed,
                now || if(returned > 0, '，退回 ' || returned || ' 次', ''),
                cut + least(0.2 * returned, 1 - cut) + coalesce(taken, 0),
                least(coalesce(given, 0), 5), flags
            FROM ref.county c
            LEFT JOIN progress USING (county_code)
            LEFT JOIN punctual ON reporter = county_code
            LEFT JOIN this_month USING (county_code)
            LEFT JOIN event USING (county_code)
            WHERE c.is_in_scope""",
    ),
}


def expected(connection, answer, opened):
    """Return the answer's rows, each value as text, in order; `opened` is what the page shows."""
    asked = {name: opened[name] for name in ("well", "analyte") if f"${name}" in answer.sql}
    rows = connection.execute(answer.sql, asked).fetchall()
    return sorted(tuple(map(plain, row)) for row in rows)


def found(rows, answer):
    """Return the compared columns of a file's rows, each value as text, in order."""
    column, words = answer.where
    kept = [row for row in rows if words in plain(row.get(column))]
    counted = [row | {"已到报": list(row.values()).count("已到报")} for row in kept]
    return sorted(tuple(plain(row[name]) for name in answer.columns) for row in counted)


def plain(value):
    """Return a cell as text, the same whether it was read as text, number, day or nothing."""
    if value is None:
        return ""
    if isinstance(value, date):
        value = f"{value:%Y-%m-%d %H:%M}"
    try:
        return f"{float(value):.6g}"
    except (TypeError, ValueError):
        return str(value).removesuffix(" 00:00")
