"""A trend as people read it: one sentence, and under it how it was found."""

from dataclasses import dataclass

from gwdash.assess.series_rules import SeriesRules
from gwdash.assess.trend import Finding, Refusal, Trend

_LEAST_P = 0.001
_DIGITS = 3
#: Two years without the last of their months.
_TWO_YEARS_DAYS = 700


@dataclass(frozen=True, slots=True)
class Manner:
    """How one says that a quantity grows or shrinks."""

    subject: str
    unit: str
    growing: str
    shrinking: str
    season: str = "水期"
    """What is compared with its like, where the test goes by seasons."""
    basis: str = "单次结果"
    """What one reading is."""


DEPTH = Manner("埋深", "m", "加深", "变浅", "月份", "月均值")
HEAD = Manner("水位标高", "m", "上升", "下降", "月份", "月均值")


def of_analyte(name: str, unit: str) -> Manner:
    """Return how one speaks of an indicator; one without unit has none to name."""
    return Manner(name, "" if unit in {"无", "无量纲"} else unit, "升高", "下降")


def number(value: float) -> str:
    """Return a number at three significant digits without an exponent."""
    plain = float(f"{value:.{_DIGITS}g}")
    text = f"{plain:.12f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def probability(p: float) -> str:
    """Return a probability as ``p=0.012``, the smallest as ``p<0.001``."""
    return f"p<{_LEAST_P}" if p < _LEAST_P else f"p={number(round(p, _DIGITS))}"


def sentence(found: Finding, manner: Manner) -> str:
    """Return what a trend says, in one plain sentence."""
    if isinstance(found, Refusal):
        return found.reason
    since = f"{found.first.year}年以来{manner.subject}"
    test = f"n={found.n}，{probability(found.p)}"
    short = "；记录不足2年，可能只是季节变化" if _within_two_years(found) else ""
    if not found.significant:
        return f"{since}没有显著趋势（{test}）"
    if not found.slope:
        verb = manner.growing if found.s > 0 else manner.shrinking
        return f"{since}总体{verb}，但中位变幅为0（{test}，趋势显著{short}）"
    verb = manner.growing if found.slope > 0 else manner.shrinking
    unit = f" {manner.unit} " if manner.unit else " "
    return f"{since}以每年{number(abs(found.slope))}{unit}{verb}（{test}，趋势显著{short}）"


def method(found: Finding, manner: Manner, rules: SeriesRules) -> str:
    """Return how a trend was tested, and on what, for the hover and the exported table."""
    if isinstance(found, Refusal):
        return f"Mann–Kendall 检验至少需要 {rules.least_points} 个有效数据（{rules.source}）"
    test = f"Mann–Kendall 检验（{manner.basis}）"
    if found.seasonal:
        pairs = f"同{manner.season}逐年比较，共 {found.n_pairs} 对"
        test = f"季节 Kendall 检验（{manner.basis}，{pairs}）"
    unit = f" {manner.unit}/年" if manner.unit else "/年"
    ends = f"{_signed(found.low)} 至 {_signed(found.high)}"
    slope = f"Sen 斜率 {_signed(found.slope)}{unit}，{rules.confidence_pct:g}%置信区间 {ends}"
    parts = [test, slope, f"显著性水平 {rules.significance:g}（{rules.source}）"]
    return "；".join(parts + _left_out(found))


def _within_two_years(found: Trend) -> bool:
    """Tell whether a trend may be no more than the course of one year."""
    return not found.seasonal and (found.last - found.first).days < _TWO_YEARS_DAYS


def _left_out(found: Trend) -> list[str]:
    words: list[str] = []
    if found.limit is not None and found.n_tied_below:
        words.append(
            f"{found.n_tied_below} 次低于最高检出限 {number(found.limit)}，视为并列，按其一半计"
        )
    if found.n_unknown:
        words.append(f"{found.n_unknown} 次未检出而没有检出限，不参加检验")
    return words


def _signed(value: float) -> str:
    return f"+{number(value)}" if value > 0 else number(value).replace("-", "−")
