"""The lamps of the screen: what a state is called, and the mark beside its colour."""

from dataclasses import dataclass
from enum import StrEnum


class Lamp(StrEnum):
    """The judged state of an item, a task or a county; declared from the best to the worst."""

    DONE = "done"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    NOT_REPORTED = "not_reported"
    NOT_YET_DUE = "not_yet_due"
    OPEN = "open"
    EXEMPT = "exempt"
    NOT_PLANNED = "not_planned"
    """A task or county for which the plan has no item: nothing to judge, nothing missing."""


@dataclass(frozen=True, slots=True)
class LampFace:
    """How a lamp looks without colour: a shape, a word, and a short word for narrow places."""

    mark: str
    word: str
    short: str


FACES = {
    Lamp.DONE: LampFace("✓", "已完成", "已完成"),
    Lamp.ON_TRACK: LampFace("●", "达到序时进度", "达到序时"),
    Lamp.BEHIND: LampFace("▲", "未达序时进度", "未达序时"),
    Lamp.FAR_BEHIND: LampFace("■", "严重滞后", "严重滞后"),
    Lamp.NOT_REPORTED: LampFace("○", "未报送", "未报送"),
    Lamp.NOT_YET_DUE: LampFace("○", "未到启动时间", "未启动"),
    Lamp.OPEN: LampFace("○", "长期坚持", "长期"),
    Lamp.EXEMPT: LampFace("○", "暂缓或不适用", "不参评"),
    Lamp.NOT_PLANNED: LampFace("○", "没有事项", "无事项"),
}

#: Lamps that carry a judgement about progress; the others say why there is none.
JUDGED = (Lamp.DONE, Lamp.ON_TRACK, Lamp.BEHIND, Lamp.FAR_BEHIND)

#: Where attention goes first: what is worst stands on top of every list.
URGENCY = {
    lamp: place
    for place, lamp in enumerate(
        (
            Lamp.FAR_BEHIND,
            Lamp.BEHIND,
            Lamp.NOT_REPORTED,
            Lamp.ON_TRACK,
            Lamp.DONE,
            Lamp.NOT_YET_DUE,
            Lamp.OPEN,
            Lamp.EXEMPT,
            Lamp.NOT_PLANNED,
        )
    )
}


def lamp_of_count(n: int, lamp: Lamp, n_silent: int) -> Lamp:
    """Return the lamp of how many things have a bad lamp.

    None is good only where everything is reported: what nobody reports on may be as bad.
    """
    if n:
        return lamp
    return Lamp.NOT_REPORTED if n_silent else Lamp.ON_TRACK
