"""Briefings of cities known by heart: nothing handed in, some of it, one county, all well."""

from datetime import date, datetime

import brief_cities
import pytest
import ui_city
from said_numbers import said, shown

from gwdash.archive.model import ClosingStep, StepKind
from gwdash.archive.reviews import ReviewState
from gwdash.clock import BEIJING
from gwdash.export.briefing_content import Extras, compose
from gwdash.queries.situation import situation
from gwdash.registry.agenda import Part, Topic, agenda, topic
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import open_version

MADE_AT = datetime(2024, 7, 5, 9, tzinfo=BEIJING)
TOPICS = (*agenda(), topic("chart:src_ok"), topic("chart:progress"), topic("chart:score"))
CITIES = {"bare": brief_cities.bare, "some": ui_city.build, "perfect": brief_cities.perfect}
SCOPES = [Scope(ui_city.JUNE), Scope(ui_city.JUNE, "610404"), Scope(ui_city.JUNE, "610428")]


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    """Return the situation of a city in a scope, asked once."""
    stores = {}
    for name, build in CITIES.items():
        city = build(tmp_path_factory.mktemp(name))
        stores[name] = open_version(city.home, city.version)
    known = {}

    def of(name, scope=SCOPES[0]):
        if (name, scope) not in known:
            known[name, scope] = situation(stores[name], scope)
        return known[name, scope]

    return of


def told(found, topics=TOPICS, **more):
    return compose(found, topics, extras=Extras(made_at=MADE_AT, **more))


@pytest.mark.parametrize("review", list(ReviewState))
@pytest.mark.parametrize("scope", SCOPES, ids=lambda one: one.county or "all")
@pytest.mark.parametrize("name", CITIES)
def test_every_number_that_is_said_is_shown(facts, name, scope, review):
    found = facts(name, scope)
    for block in told(found, review=review).blocks:
        assert block.sentence
        assert block.paragraphs
        assert said(block, found.failing_sources) <= shown(block), block.key


def test_a_city_that_handed_in_nothing_is_told_so_and_never_as_zero(facts):
    briefing = told(facts("bare"))
    assert "年度任务分解表" in briefing.block("overall").sentence
    assert "年度任务分解表" in briefing.block("task:1").sentence
    assert briefing.block("decisions").sentence == "到本期末还没有议定事项"
    assert "均未报送" in briefing.block("reporting").sentence
    assert briefing.block("requests").sentence == "本期没有报送，是否有事项需要协调不明"
    assert "无法判断" in briefing.block("problems").sentence
    text = "".join("".join(block.paragraphs) for block in briefing.blocks)
    assert "完成率0" not in text
    assert "0.0%" not in text.replace("正常运行率0.0%", "")
    figures = {one.name: one for one in briefing.block("overall").figures}
    assert figures["实际进度"].value == figures["严重滞后事项"].value == "—"


def test_a_partly_reported_month_names_who_is_silent_and_what_is_carried_on(facts):
    briefing = told(facts("some"))
    overall = briefing.block("overall")
    assert overall.sentence == "严重滞后1项，在市自然资源局；进度52.9%，低于序时4.1个百分点"
    assert "本期未报送的1项沿用上次报送的进度计算" in "".join(overall.paragraphs)
    task = briefing.block("task:6")
    assert "另有1项本期未报送" in task.sentence
    assert "封井回填完成率" in "".join(task.paragraphs)
    assert "尚未报送" in "".join(task.paragraphs)
    network = briefing.block("network")
    assert network.sentence == "4眼监测井正常运行2眼（50.0%），其余2眼无数据、故障或停用"
    assert "1个超Ⅲ类" in briefing.block("quality").sentence
    assert "渭城区" in "".join(briefing.block("reporting").paragraphs)


def test_a_perfect_month_reads_as_one(facts):
    briefing = told(facts("perfect"))
    assert briefing.block("overall").sentence == "没有滞后事项；进度55.0%，高于序时5.3个百分点"
    assert "均达到序时进度" in briefing.block("overall").paragraphs[0]
    assert briefing.block("network").sentence == "1眼监测井全部正常运行"
    assert briefing.block("reporting").sentence == "28家应报单位本期全部报送"
    assert briefing.block("problems").sentence == "本期没有突出问题"
    assert briefing.block("requests").sentence == "本期没有提请市级协调的事项"
    assert "没有到期" in briefing.block("next").sentence
    assert not briefing.block("problems").tables


def test_a_county_that_did_not_report_is_not_said_to_ask_for_nothing(facts):
    silent = told(facts("some", Scope(ui_city.JUNE, "610404")))
    assert "不明" in silent.block("requests").sentence
    assert "本期未报送的为渭城区" in "".join(silent.block("next").paragraphs)
    spoke = told(facts("some", Scope(ui_city.JUNE, "610402")))
    assert spoke.block("requests").sentence == "本期没有提请市级协调的事项"


@pytest.mark.parametrize("review", [ReviewState.INTERNAL, ReviewState.CHECKED])
def test_nobody_is_ranked_before_the_office_has_approved_it(facts, review):
    block = told(facts("some"), review=review).block("ranking")
    assert f"名次未审定（{review.label}）" in block.sentence
    headings = {name for table in (*block.tables, *block.annexes) for name in table.frame.columns}
    assert not headings & {"名次", "得分"}


def test_an_approved_ranking_says_whether_data_have_changed_since(facts):
    block = told(
        facts("some"), review=ReviewState.APPROVED, review_badge="已审定，数据有更新"
    ).block("ranking")
    assert block.sentence.startswith("秦都区第一")
    assert "数据有更新" in block.tables[0].notes[0]


def test_a_briefing_says_where_it_comes_from_and_what_the_office_calls_it(facts):
    found = facts("some")
    briefing = told(found, meeting_id="2024-03", held_on=date(2024, 7, 8), is_demo=True)
    assert briefing.title == f"{REGION.name}地下水污染防治试验区建设2024年6月调度情况"
    assert briefing.issuer == REGION.issuing_body
    assert (briefing.version, briefing.as_of) == (found.version, date(2024, 6, 30))
    assert briefing.source.endswith("演示数据")
    tables = [table for block in briefing.blocks for table in (*block.tables, *block.annexes)]
    assert {table.source for table in tables} == {briefing.source}
    assert {table.period for table in tables} == {"2024年6月"}
    assert told(found, title="半年调度通报").title == "半年调度通报"


def test_the_offices_heading_and_note_stand_before_the_usual_ones(facts):
    own = Topic(Part.OVERALL, title="上半年进展", note="请先说回灌井。")
    block = told(facts("some"), [own]).blocks[0]
    assert block.heading == "上半年进展"
    assert block.notes.startswith("请先说回灌井。\n")


def test_a_chart_is_what_the_topic_names(facts):
    briefing = told(facts("some"))
    assert briefing.block("chart:progress").county_map is not None
    with pytest.raises(KeyError):
        told(facts("some"), [topic("chart:nothing")])


def test_what_people_did_to_close_a_problem_is_counted(facts):
    found = facts("some")
    gone = [one for one, _ in found.seen.gone]
    step = ClosingStep(
        kind=found.problems[0].kind.code, subject=found.problems[0].subject, title="",
        step=StepKind.CLOSE, at=MADE_AT, actor="办公室", note="已核", as_of=date(2024, 5, 31),
        version=1, evidence=(),
    )  # fmt: skip
    with_step = told(found, closings=(step,)).block("problems")
    assert with_step.figures[0].value == str(len(found.problems))
    assert len(gone) == sum(
        int(one.value) for one in with_step.figures if one.name == "近一年不再显示"
    )


def test_charts_are_drawn_of_columns_that_are_there(facts):
    for name in CITIES:
        for block in told(facts(name), review=ReviewState.APPROVED).blocks:
            for table in (*block.tables, *block.annexes):
                if table.chart is not None:
                    drawn = {table.chart.category, *table.chart.values}
                    assert drawn <= set(table.frame.columns), table.title


def test_a_table_of_a_slide_has_few_rows(facts):
    for name in CITIES:
        for block in told(facts(name), review=ReviewState.APPROVED).blocks:
            assert all(len(table.frame) <= len(REGION.counties) for table in block.tables)
