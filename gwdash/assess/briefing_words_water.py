"""监测网络 and 水质 in words: which wells answer, what is watched, which water is safe."""

from collections.abc import Sequence
from dataclasses import dataclass

from gwdash.assess import briefing_words as say


@dataclass(frozen=True, slots=True)
class Net:
    """The wells of the year and how they run."""

    total: int
    normal: int
    silent: int
    broken: int
    unknown: int
    verdict: str
    """How the rate stands against its target; empty where nothing is judged."""
    not_running_at: Sequence[say.Share] = ()
    """Counties with wells that do not run, the most first."""
    uncovered_sources: int = 0
    uncovered_sites: int = 0
    n_sources: int = 0
    n_sites: int = 0

    @property
    def rate_pct(self) -> float | None:
        """Wells that run and answer, in percent; None without wells."""
        return 100 * self.normal / self.total if self.total else None


_LONG = ("连续两期以上无水位数据", "故障、损毁、停用等", "未填报运行状态")
_SHORT = ("无数据", "故障或停用", "未填状态")


def net_message(found: Net) -> str:
    """Return the message on the network in one sentence."""
    if found.rate_pct is None:
        return "台账中还没有应运行的监测井"
    if found.normal == found.total:
        return f"{found.total}眼监测井全部正常运行"
    rest = found.total - found.normal
    words = f"{found.total}眼监测井正常运行{found.normal}眼（{say.percent(found.rate_pct)}）"
    return f"{words}，{'其余' if found.normal else ''}{rest}眼{'、'.join(_why(found, _SHORT))}"


def net_text(found: Net) -> tuple[str, ...]:
    """Return the paragraphs on the network: how the wells run, and what nobody watches."""
    return tuple(one for one in (_wells(found), _coverage(found)) if one)


def _wells(found: Net) -> str:
    if found.rate_pct is None:
        return "台账中还没有应运行的监测井，正常运行率无法计算。"
    if found.normal == found.total:
        return f"在册应运行的监测井{found.total}眼，全部正常运行。"
    said = say.sentence(
        f"在册应运行的监测井{found.total}眼，正常运行{found.normal}眼",
        f"正常运行率{say.percent(found.rate_pct)}",
        found.verdict,
    )
    rest = found.total - found.normal
    why = _why(found, _LONG)
    many = "均" if rest > 1 else ""
    bad = f"未正常运行的{rest}眼{many}为{why[0]}"
    if len(why) > 1:
        counted = zip(why, _numbers(found), strict=True)
        bad = f"未正常运行的{rest}眼中，{'，'.join(f'{word}{n}眼' for word, n in counted)}"
    where = found.not_running_at
    if not where:
        return f"{said}{bad}。"
    if len(where) == 1:
        return f"{said}{bad}，{many}在{where[0][0]}。"
    return f"{said}{bad}；按县市区分：{say.shares(where, '眼')}。"


def _why(found: Net, words: Sequence[str]) -> list[str]:
    """Return the words for what there is of silent, broken and unknown wells."""
    numbers = (found.silent, found.broken, found.unknown)
    return [word for word, n in zip(words, numbers, strict=True) if n]


def _numbers(found: Net) -> list[int]:
    return [n for n in (found.silent, found.broken, found.unknown) if n]


def _coverage(found: Net) -> str:
    if not found.n_sources + found.n_sites:
        return ""
    missing = [
        f"{word}{n}{counter}"
        for word, n, counter in (
            ("集中式地下水型饮用水水源", found.uncovered_sources, "个"),
            ("污染源", found.uncovered_sites, "家"),
        )
        if n
    ]
    head = f"双源共{found.n_sources + found.n_sites}个（水源{found.n_sources}个、"
    head += f"污染源{found.n_sites}家）"
    if not missing:
        return f"{head}，都有有效监测井。"
    return f"{head}，尚无有效监测井的有{'、'.join(missing)}。"


@dataclass(frozen=True, slots=True)
class Sources:
    """县级及以上水源 in the year so far."""

    due: int
    monitored: int
    met: int
    failing: Sequence[str]
    nothing: str = ""
    """Why there is nothing to say: 未报, or what nothing due means."""
    points: str = ""
    """What the points at sources show where their ledger says nothing."""


def sources_message(found: Sources) -> str:
    """Return the message on drinking water in one sentence."""
    if found.nothing:
        return "；".join(one for one in (found.nothing, found.points) if one)
    if found.failing:
        words = f"{found.due}个县级及以上水源中{len(found.failing)}个超Ⅲ类：{_names(found)}"
        missing = found.due - found.monitored
        return words + (f"；另有{missing}个未监测" if missing else "")
    if not found.monitored:
        return f"{found.due}个县级及以上水源本年尚未监测"
    if found.monitored < found.due:
        return f"已监测的{found.monitored}个水源未见超Ⅲ类，{found.due - found.monitored}个未监测"
    if found.met < found.due:
        return f"{found.due}个县级及以上水源均已监测，达标{found.met}个"
    return f"{found.due}个县级及以上水源水质全部达标"


def _names(found: Sources) -> str:
    return say.listed(found.failing, "个")


def sources_text(found: Sources) -> str:
    """Return the paragraph on drinking water: due, monitored, met, and which fall short."""
    if found.nothing:
        return f"{found.nothing}。"
    said = say.sentence(
        f"县级及以上在用地下水型水源应监测{found.due}个",
        f"本年已监测{found.monitored}个" if found.monitored != found.due else "本年均已监测",
        f"达标{found.met}个" if found.met != found.due else "全部达标",
    )
    if found.failing:
        said += f"本年采样超Ⅲ类的{len(found.failing)}个：{'、'.join(found.failing)}。"
    if found.monitored < found.due:
        said += f"未监测的{found.due - found.monitored}个不计为达标。"
    return said


@dataclass(frozen=True, slots=True)
class Season:
    """The points of one kind in a season, against the same season a year before."""

    season: str
    kind: str
    due: int
    """0 where the register has no such points."""
    sampled: int
    unsampled: int
    met: int
    exceeded: int
    undecidable: int
    analytes: Sequence[str]
    """The indicators that exceed class Ⅲ at most points, first."""
    before: str = ""
    """The same season a year before; empty where no point was sampled in both."""
    compared: int = 0
    better: int = 0
    worse: int = 0


def season_message(found: Season) -> str:
    """Return how many points of a season exceed class Ⅲ."""
    head = f"{found.season}{found.kind}已监测{found.sampled}个"
    if found.exceeded:
        return f"{head}，{found.exceeded}个超Ⅲ类"
    return f"{head}，未见超Ⅲ类"


def season_text(found: Season) -> str:
    """Return the paragraph on one kind of point in its last season."""
    if not found.sampled:
        return f"{found.season}{found.kind}没有样品。"
    verdicts = [
        f"{word}{n}个"
        for word, n in (
            ("达到Ⅲ类", found.met), ("超Ⅲ类", found.exceeded), ("无法判定", found.undecidable),
        )
        if n
    ]  # fmt: skip
    head = f"{found.season}{found.kind}"
    if len(verdicts) == 1 and found.sampled > 1:
        words = f"{head}已监测{found.sampled}个，全部{verdicts[0].rstrip('个0123456789')}"
    else:
        words = f"{head}已监测{found.sampled}个，其中{'、'.join(verdicts)}"
    if found.unsampled:
        words += f"，另有{found.unsampled}个未监测"
    words += "。"
    if found.analytes:
        words += f"超标指标主要为{'、'.join(found.analytes)}。"
    return words + _year_on_year(found)


def _year_on_year(found: Season) -> str:
    if not found.compared:
        return ""
    head = f"与{found.before}都监测的{found.compared}个点相比"
    if not found.better and not found.worse:
        return f"{head}，综合类别没有变化。"
    moved = [f"变好{found.better}个"] if found.better else []
    moved += [f"变差{found.worse}个"] if found.worse else []
    same = found.compared - found.better - found.worse
    if same:
        moved.append(f"不变{same}个")
    return f"{head}，{'、'.join(moved)}。"
