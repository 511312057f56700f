"""Every briefing of the demo city: no sentence says a number that its block does not show."""

import re
from datetime import datetime
from functools import cache
from math import ceil

import pytest
from said_numbers import said, shown

from gwdash.archive.reviews import ReviewState
from gwdash.assess.lamps import Lamp
from gwdash.clock import BEIJING
from gwdash.export.briefing_content import Extras, compose
from gwdash.export.briefing_paper import paper
from gwdash.export.official import LETTERS, LINES
from gwdash.queries.reporting import reported_months
from gwdash.queries.situation import situation
from gwdash.registry.agenda import Part, agenda, topic
from gwdash.registry.indicator_list import INDICATORS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import open_current

MADE_AT = datetime(2024, 7, 5, 9, tzinfo=BEIJING)
TOPICS = (*agenda(), topic("chart:src_ok"), topic("chart:progress"), topic("chart:score"))
#: What stands above the text on its first page, and the signature below with its blank lines.
HEAD_LINES, SIGNED_LINES = 13, 4
TASKS = {one.no for one in REGION.tasks}
REST = re.compile(r"^其余(\d+)\D+见附件。$")


@pytest.fixture(scope="module")
def told(demo_city):
    """Return the question after the situation and the briefing of a month, asked once each."""
    store = open_current(demo_city)
    known = cache(lambda scope: situation(store, scope))

    def of(period, county="", review=ReviewState.INTERNAL, topics=TOPICS):
        facts = known(Scope(period, county))
        extras = Extras(made_at=MADE_AT, review=review, is_demo=True)
        return facts, compose(facts, topics, extras=extras)

    of.months = sorted(month.code for month in reported_months(store))
    return of


def unshown(facts, block):
    names = [*facts.failing_sources]
    return said(block, names) - shown(block)


def test_a_demo_city_has_thirty_months_to_tell_of(told):
    assert len(told.months) == 30


def test_no_sentence_says_a_number_that_its_block_does_not_show(told):
    missing = {}
    for place, period in enumerate(told.months):
        # Every second month as if its ranking were approved: then ranks are told too.
        review = ReviewState.APPROVED if place % 2 else ReviewState.INTERNAL
        facts, briefing = told(period, "", review)
        for block in briefing.blocks:
            if found := unshown(facts, block):
                missing[period, block.key] = (
                    found, block.sentence, block.paragraphs, block.brief,
                )  # fmt: skip
    assert missing == {}


@pytest.mark.parametrize("county", ["610429", "610428"])
def test_the_same_holds_for_one_county(told, county):
    facts, briefing = told(told.months[-1], county)
    assert {block.key: found for block in briefing.blocks if (found := unshown(facts, block))} == {}


def test_what_a_short_table_leaves_out_stands_in_the_annex(told):
    for period in told.months[::6]:
        _, briefing = told(period)
        for block in briefing.blocks:
            annexes = {table.title: len(table.frame) for table in block.annexes}
            for table in block.tables:
                for note in table.notes:
                    if match := REST.match(note):
                        rows = len(table.frame) + int(match[1])
                        assert rows == annexes[table.title], (period, table.title)


def test_counts_are_those_of_the_rows(told):
    for period in told.months[::5]:
        facts, briefing = told(period)
        overall = {one.name: one for one in briefing.block("overall").figures}
        red = sum(item.lamp is Lamp.FAR_BEHIND for item in facts.items)
        assert overall["严重滞后事项"].value == str(red)
        assert overall["本期未报送"].value == str(len(facts.reports.missing))
        lamps = briefing.block("overall").tables[1].frame
        assert sum(lamps["本期（项）"][:-1]) == lamps["本期（项）"].iloc[-1] == len(facts.items)
        problems_ = {one.name: one for one in briefing.block("problems").figures}
        assert problems_["突出问题"].value == str(len(facts.problems))
        kinds = briefing.block("problems").tables[1].frame["问题数"] if facts.problems else []
        assert sum(kinds) == len(facts.problems)
        networks = briefing.block("network").tables[0].frame
        assert sum(networks["应运行"]) == facts.running.total
        assert sum(networks["正常运行"]) == facts.running.normal
        action = facts.readings.of("action_rate").now
        due = {one.name: one for one in briefing.block("decisions").figures}["办结率"]
        assert due.value in {action.figure.removesuffix("%"), "—"}


def test_ranks_are_told_only_once_they_are_approved(told):
    period = told.months[-1]
    facts, hidden = told(period)
    _, approved = told(period, "", ReviewState.APPROVED)
    block = hidden.block("ranking")
    assert "名次未审定（内部）" in block.sentence
    scores = {f"{one.score}" for one in facts.ranking.standings if one.score is not None}
    words = "".join((block.sentence, *block.paragraphs, *(f.value + f.line for f in block.figures)))
    captions = "".join(one.caption for one in block.county_map.shades.values())
    assert not any(score in words + captions for score in scores)
    assert "第" not in captions
    assert all("名次" not in table.frame.columns and "得分" not in table.frame.columns
               for table in (*block.tables, *block.annexes))  # fmt: skip
    assert "得分未审定" in "".join(hidden.block("chart:score").paragraphs)
    assert "第一" in approved.block("ranking").sentence
    assert approved.block("ranking").county_map.shades["610402"].caption.startswith("第")


def test_nobody_who_did_not_report_is_left_out_by_name(told):
    facts, briefing = told(told.months[-1])
    text = "".join(briefing.block("reporting").paragraphs)
    assert facts.reports.missing
    assert all(one.name in text for one in facts.reports.missing)


def test_sentences_are_whole_and_numbers_stand_without_spaces(told):
    for period in told.months[::3]:
        _, briefing = told(period)
        for block in briefing.blocks:
            assert block.sentence
            assert not block.sentence.endswith("。")
            assert block.paragraphs
            for text in (block.sentence, *block.paragraphs, *block.brief):
                assert not re.search(r"None|nan|，，|。。|；。|，。|：。|\{|其他1家|^\s", text), (
                    text
                )
            for text in (*block.paragraphs, *block.brief):
                assert text.endswith(("。", "）")), text


def test_the_bulletin_is_read_on_five_pages_with_its_list_of_annexes(told):
    """Hold the text to 22 lines of 28 letters (GB/T 9704-2012, 5.2.3), head and signature too."""
    lengths = {}
    for place, period in enumerate(told.months):
        review = ReviewState.APPROVED if place % 2 else ReviewState.INTERNAL
        _, briefing = told(period, "", review, agenda())
        about = paper(briefing)
        text = sum(lines(one) for one in about.items)
        lengths[period] = HEAD_LINES + text + len(about.annex_list) + SIGNED_LINES
        assert len(about.annexes) <= 5
    assert {p: n for p, n in lengths.items() if n > LINES * 5} == {}
    # Most months are shorter: four pages of text, what stands around it not counted.
    short = [n - HEAD_LINES - SIGNED_LINES for n in lengths.values()]
    assert sum(n <= LINES * 4 for n in short) > len(short) * 0.8


def lines(item):
    """Return how many lines of the grid a paragraph takes, two letters in; figures are half."""
    words = item if isinstance(item, str) else getattr(item, "whole", "") or item.words
    letters = 2 + sum(0.5 if one.isascii() else 1 for one in words)
    return ceil(letters / LETTERS)


def test_what_the_bulletin_leaves_out_stands_in_its_annexes(told):
    """Names that the text leaves to an annex stand there, and every item of the plan once."""
    for period in told.months[::7]:
        facts, briefing = told(period, "", ReviewState.INTERNAL, agenda())
        about = paper(briefing)
        cells = {}
        for annex in about.annexes:
            for grid in annex.grids:
                cells[grid.title] = grid.rows
                assert f"（共{len(grid.rows)}条）" in grid.caption
        assert len(cells["任务事项进展"]) == len(facts.items)
        assert len(cells.get("突出问题", ())) == len(facts.problems)
        missing = cells.get("本期未报送重点任务进展情况表的单位", ())
        assert len(missing) == len(facts.reports.missing)
        rates = {row[2] for row in cells["主要指标"]}
        assert {one.label for one in INDICATORS if one.task_no in TASKS} == rates


def test_the_parts_stand_in_the_order_of_the_agenda(told):
    _, briefing = told(told.months[-1])
    assert [block.key for block in briefing.blocks] == [one.key for one in TOPICS]
    assert len(briefing.of(Part.TASK)) == 7
