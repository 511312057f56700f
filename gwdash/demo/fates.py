"""What becomes of a form: refused by the checks, returned by the office, corrected, withdrawn."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from gwdash.demo.chance import chance

Row = dict[str, object]


class Fate(StrEnum):
    """What happens to one file."""

    KEPT = "kept"
    REFUSED = "refused"
    """The checks found errors and nothing was taken in."""
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    WAITING = "waiting"
    """Handed in just now; the office has not looked at it yet."""


#: Shares of the months in which a first file is not the last one.
_SHARES = ((0.025, Fate.REFUSED), (0.06, Fate.RETURNED), (0.1, Fate.KEPT), (0.108, Fate.WITHDRAWN))
#: Days until the mended file comes.
MENDED_AFTER = {Fate.REFUSED: 0, Fate.RETURNED: 3, Fate.KEPT: 5, Fate.WITHDRAWN: 1}
RETURN_REASONS = (
    "实际进度与上期相比增幅过大，请附佐证材料或核减。",
    "“工作进展”只写了“正常推进”，请写明本期完成的数量。",
    "未加盖公章、无审核人，请补齐后重报。",
    "已完成事项未填佐证材料文号，请补充。",
)
WITHDRAWN_BECAUSE = "报错了报告期的草稿，单位申请撤回。"
_INFLATED_PP, _FEWER_PP = 9.0, 3.0
_FULL_PCT, _ALMOST_PCT = 100.0, 97.0


def first_fate(reporter: str, month: object) -> Fate | None:
    """Return what becomes of a first file; None where it is the only one.

    KEPT means that it counts until a correction supersedes it.
    """
    draw = chance("fate", reporter, month).random()
    return next((fate for share, fate in _SHARES if draw < share), None)


def first_draft(rows: list[Row], fate: Fate, seed: object) -> list[Row]:
    """Return the rows of progress as the first file had them."""
    spoil = {
        Fate.REFUSED: _with_error,
        Fate.RETURNED: _inflated,
        Fate.KEPT: _one_behind,
        Fate.WITHDRAWN: _inflated,
    }[fate]
    draw = chance("draft", seed)
    place = draw.randrange(len(rows))
    return [spoil(row, draw.random()) if n == place else dict(row) for n, row in enumerate(rows)]


#: What people type where a percentage from 0 to 100 is asked for.
_NO_PERCENT = ("八成", "约七成", "1OO", "120%", "基本完成")


def _with_error(row: Row, draw: float) -> Row:
    return row | {"actual_pct": _NO_PERCENT[int(draw * len(_NO_PERCENT))]}


def _inflated(row: Row, _draw: float) -> Row:
    percent = float(str(row["actual_pct"]))
    more = percent if percent in {0.0, _FULL_PCT} else min(percent + _INFLATED_PP, _ALMOST_PCT)
    return row | {"actual_pct": more, "progress_text": "正常推进。"}


def _one_behind(row: Row, _draw: float) -> Row:
    percent = float(str(row["actual_pct"]))
    return row | {"actual_pct": max(percent - _FEWER_PP, 0.0), "progress_text": "情况正在汇总。"}


#: Errors of other forms: the field and what stands in it in the first file.
_ERRORS: dict[str, tuple[str, object]] = {
    "water_level": ("depth_to_water_m", "2O.35"),
    "well": ("well_depth_m", "约150"),
    "water_quality": ("sampled_on", "2023.2.30"),
}


def spoiled(dataset: str, rows: list[Row]) -> list[Row]:
    """Return the rows of another form with an error in the middle."""
    name, text = _ERRORS[dataset]
    place = len(rows) // 2
    return [row | {name: text} if n == place else dict(row) for n, row in enumerate(rows)]


def corrected_later(dataset: str) -> Callable[[list[Row]], list[Row]]:
    """Return what makes of the right rows those of a first file that nobody saw to be wrong."""
    return {"water_level": _swapped_levels, "water_quality": _shifted_result}[dataset]


def _swapped_levels(rows: list[Row]) -> list[Row]:
    """Give two wells each other's level, as happens when a line slips."""
    changed = [dict(row) for row in rows]
    first, second = changed[1], changed[2]
    name = "depth_to_water_m"
    first[name], second[name] = second[name], first[name]
    return changed


def _shifted_result(rows: list[Row]) -> list[Row]:
    """Leave out the last row, which the laboratory sent later."""
    return [dict(row) for row in rows[:-1]]


def decided(at: datetime) -> datetime:
    """Return when the office returns what came at a moment: the next morning."""
    return at.replace(hour=16, minute=40) if at.hour < 12 else at.replace(hour=17, minute=30)  # noqa: PLR2004
