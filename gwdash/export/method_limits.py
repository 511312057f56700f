"""Every figure by which something is judged or marked: its value, where it is used, its source.

Taken from the rules themselves, so that the document cannot say another figure than the program.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from gwdash.assess.forecast import DEFAULT_RULE as FORECAST_RULE
from gwdash.assess.forecast import ForecastRule
from gwdash.assess.gaps import LEFT_OUT, MONTHLY_DAYS
from gwdash.assess.progress import DEFAULT_RULE as PROGRESS_RULE
from gwdash.assess.progress import ProgressRule
from gwdash.assess.scheme import UNSTABLE_BELOW
from gwdash.assess.series_rules import SeriesRules, series_rules
from gwdash.assess.targets import DEFAULT_RULE as TARGET_RULE
from gwdash.assess.targets import TargetRule
from gwdash.queries.funds import PAY_RATE_FLOOR, SLOW_AFTER_DAYS
from gwdash.queries.problem_cases import LOOK_BACK_MONTHS
from gwdash.registry.bounds import DEEPEST_WELL_M
from gwdash.registry.problems import PROBLEM_KINDS
from gwdash.registry.rules import Threshold

_DEFAULT = "平台默认值，办公室可调整"
_PP = "个百分点"


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure with its unit in words, what it decides, and where it comes from."""

    label: str
    figure: str
    use: str
    source: str


#: Of each rule: what it decides, and its figures by the name of the field.
WORDS: dict[type, tuple[str, dict[str, tuple[str, str]]]] = {
    ProgressRule: ("序时进度和灯号", {
        "behind_below_pp": ("未达序时进度：实际减序时低于", _PP),
        "far_below_pp": ("严重滞后：实际减序时低于", _PP),
    }),
    ForecastRule: ("内部测算", {
        "reports": ("取最近几次报送的进度", "次"), "least_reports": ("至少几次才测算", "次"),
        "most_years": ("按近期速度超过此年数的只写不能完成", "年"),
    }),
    TargetRule: ("指标与目标比较", {"near_within_pp": ("接近目标：相差不超过", _PP)}),
    SeriesRules: ("趋势和历年同期", {
        "least_points": ("趋势检验至少", "次"), "significance": ("显著性水平（双侧）", ""),
        "most_censored_share": ("未检出占比超过此值不作判断", ""),
        "least_season_pairs": ("用季节 Kendall 检验的同季对数", "对"),
        "least_years": ("用同月百分位至少", "年"), "least_months": ("用全部月份至少", "个月"),
    }),
}  # fmt: skip


def limits() -> tuple[Limit, ...]:
    """Return every figure once, in the order in which the method is read."""
    series = series_rules()
    rules: tuple[tuple[object, str], ...] = (
        (PROGRESS_RULE, PROGRESS_RULE.source), (FORECAST_RULE, FORECAST_RULE.source),
        (TARGET_RULE, TARGET_RULE.source), (series, series.source),
    )  # fmt: skip
    return (
        *(limit for rule, source in rules for limit in _of_rule(rule, source)),
        *_of_problems(),
        *(_limit(one, "项目资金“支付慢”") for one in (PAY_RATE_FLOOR, SLOW_AFTER_DAYS)),
        Limit("消除的问题往前查找", f"{LOOK_BACK_MONTHS}个月", "突出问题“拟销号”", _DEFAULT),
        Limit("N 小于此数的比率不稳定", f"{UNSTABLE_BELOW}个", "县市区排名", _DEFAULT),
        Limit("间隔不超过此天数的为逐月记录", f"{MONTHLY_DAYS}天", "过程线断开", _DEFAULT),
        Limit("间隔超过平常的此倍数为缺测", f"{LEFT_OUT:g}倍", "过程线断开", _DEFAULT),
        Limit("井深不超过", f"{DEEPEST_WELL_M}m", "报送检查", _DEFAULT),
    )


def _of_rule(rule: object, source: str) -> Iterator[Limit]:
    use, words = WORDS[type(rule)]
    for name, (label, unit) in words.items():
        yield Limit(label, f"{getattr(rule, name):g}{unit}", use, source)


def _of_problems() -> Iterator[Limit]:
    told = set()
    for kind in PROBLEM_KINDS:
        for one in kind.thresholds:
            if one.name not in told:
                told.add(one.name)
                yield _limit(one, f"突出问题“{kind.label}”")


def _limit(one: Threshold, use: str) -> Limit:
    return Limit(one.label, f"{one.value:g}{one.unit}", use, one.source)
