"""The agenda of a 联合调度会议: what its screens and papers are about, and in which order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gwdash.registry.region import REGION


class Part(StrEnum):
    """What an item of the agenda is about; a task's screen names its task beside it."""

    OVERALL = "overall"
    DECISIONS = "decisions"
    TASK = "task"
    NETWORK = "network"
    QUALITY = "quality"
    RANKING = "ranking"
    REPORTING = "reporting"
    PROBLEMS = "problems"
    REQUESTS = "requests"
    NEXT = "next"
    CHART = "chart"

    @property
    def label(self) -> str:
        """The word people see."""
        return _LABELS[self]


_LABELS = {
    Part.OVERALL: "总体进展",
    Part.DECISIONS: "上次会议议定事项",
    Part.TASK: "重点任务",
    Part.NETWORK: "监测网络",
    Part.QUALITY: "水质",
    Part.RANKING: "县市区排名",
    Part.REPORTING: "报送情况",
    Part.PROBLEMS: "突出问题",
    Part.REQUESTS: "提请市级协调事项",
    Part.NEXT: "下一步工作",
    Part.CHART: "专题图",
}
#: The order in which a meeting goes through the parts, unless the office says otherwise.
DEFAULT_ORDER = (
    Part.DECISIONS, Part.OVERALL, Part.TASK, Part.NETWORK, Part.QUALITY, Part.RANKING,
    Part.REPORTING, Part.PROBLEMS, Part.REQUESTS, Part.NEXT,
)  # fmt: skip
#: Name of the option that says by what a 专题图 shades the counties.
CHART_BY = "by"
_COLON = ":"


@dataclass(frozen=True, slots=True)
class Topic:
    """One item of an agenda."""

    part: Part
    task_no: str = ""
    """Number of the key task; empty for every other part."""
    title: str = ""
    """The office's own heading; empty for the usual one."""
    note: str = ""
    """What the speaker has before him."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What else the screen needs: a 专题图 says in ``by`` what it shows."""

    @property
    def key(self) -> str:
        """The address of its screen: ``overall``, ``task:3``, ``chart:src_ok``."""
        about = self.task_no or (self.options.get(CHART_BY, "") if self.is_chart else "")
        return f"{self.part}{_COLON}{about}" if about else str(self.part)

    @property
    def is_chart(self) -> bool:
        """Whether it is a chart that somebody pinned."""
        return self.part is Part.CHART

    @property
    def heading(self) -> str:
        """What stands above it: the office's own words, the task's name, or the part's."""
        if self.title:
            return self.title
        return REGION.task(self.task_no).name if self.part is Part.TASK else self.part.label


def topic(key: str) -> Topic:
    """Return the topic that a key names; raises KeyError for what no agenda can hold."""
    word, _, about = key.partition(_COLON)
    try:
        part = Part(word)
    except ValueError:
        raise KeyError(key) from None
    if part is Part.TASK:
        return Topic(part, task_no=REGION.task(about).no)
    if part is Part.CHART and about:
        return Topic(part, options={CHART_BY: about})
    if about or part is Part.CHART:
        raise KeyError(key)
    return Topic(part)


def agenda(parts: Iterable[Part] = DEFAULT_ORDER) -> tuple[Topic, ...]:
    """Return the topics of parts in the given order; the key tasks stand one by one."""
    found: list[Topic] = []
    for part in parts:
        if part is Part.TASK:
            found += [Topic(part, task_no=task.no) for task in REGION.tasks]
        else:
            found.append(topic(part))
    return tuple(found)
