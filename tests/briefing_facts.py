"""Briefings known by heart for every form on paper, and their numbers."""

import pickle
import re
from dataclasses import replace
from datetime import datetime

import brief_cities
import pandas as pd
import ui_city
from built_once import built_once

from gwdash.archive.reviews import ReviewState
from gwdash.clock import BEIJING
from gwdash.export.briefing import Block, Briefing
from gwdash.export.briefing_content import Extras, compose
from gwdash.export.tables import Table
from gwdash.queries.situation import situation
from gwdash.registry.agenda import Part, agenda, topic
from gwdash.scope import Scope
from gwdash.store.database import open_version

MADE_AT = datetime(2024, 7, 5, 9, tzinfo=BEIJING)
CITIES = {"bare": brief_cities.bare, "some": ui_city.build, "perfect": brief_cities.perfect}
HOSTILE = (
    '#eval("1")', "$x^2$", "*粗*", "<w:p/>&amp;", "\\", "[x]", '#import "/etc/passwd"', "@标签",
    "=HYPERLINK()", "\x0b控制符", "长" * 400, "// 注释", "`raw`",
)  # fmt: skip


def briefings(run_folder):
    """Return the briefing of every city by name: nothing, some of it, everything reported.

    They are composed once for all tests of the run.
    """
    made = built_once(run_folder / "briefings", _compose)
    return pickle.loads((made / _KEPT).read_bytes())  # noqa: S301 (written a moment ago)


_KEPT = "briefings.pickle"


def _compose(folder):
    topics = (*agenda(), topic("chart:progress"))
    found = {}
    for name, build in CITIES.items():
        city = build(folder / name)
        facts = situation(open_version(city.home, city.version), Scope(ui_city.JUNE))
        extras = Extras(made_at=MADE_AT, is_demo=name == "some", review=ReviewState.APPROVED)
        found[name] = compose(facts, topics, extras=extras)
    (folder / _KEPT).write_bytes(pickle.dumps(found))


def hostile(like: Briefing) -> Briefing:
    """Return a briefing in which every text was typed by somebody who means harm."""
    frame = pd.DataFrame({"问题": list(HOSTILE), "责任单位": ["某单位"] * len(HOSTILE)})
    frame["督办单位"] = "市水利局"
    table = Table(HOSTILE[0], frame, "2024年6月", "来源", (f"单位：{HOSTILE[1]}。", HOSTILE[2]))
    blocks = tuple(
        Block(str(part), part, HOSTILE[0], HOSTILE[1], HOSTILE, tables=(table,), annexes=(table,))
        for part in (Part.OVERALL, Part.PROBLEMS, Part.NEXT)
    )
    return replace(like, title=f"{HOSTILE[0]}{HOSTILE[3]}情况", blocks=blocks)


def tall(like: Briefing, rows: int) -> Briefing:
    """Return a briefing whose annex has many rows."""
    frame = pd.DataFrame({"问题": [f"问题{n}号" for n in range(rows)], "责任单位": "市水利局"})
    frame["督办单位"] = "市生态环境局"
    table = Table("突出问题", frame, "2024年6月", "来源", (f"共{rows}项。",))
    block = Block("problems", Part.PROBLEMS, "突出问题", "有。", ("有。",), annexes=(table,))
    return replace(like, blocks=(block,))


_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def numbers(words: str) -> set[str]:
    """Return the numbers in words, without thousands."""
    return {one.replace(",", "") for one in _NUMBER.findall(words)}
