"""All indicators, in the order of the tasks, and where to find one by its code."""

from gwdash.registry.indicator import CROSS_TASK, Indicator
from gwdash.registry.indicators.cross import CROSS
from gwdash.registry.indicators.geothermal import GEOTHERMAL
from gwdash.registry.indicators.network import NETWORK
from gwdash.registry.indicators.rules import RULES
from gwdash.registry.indicators.sealed_wells import SEALED_WELLS
from gwdash.registry.indicators.sites import SITES
from gwdash.registry.indicators.sources import SOURCES
from gwdash.registry.indicators.zones import ZONES
from gwdash.registry.kinds import RegistryError

INDICATORS: tuple[Indicator, ...] = (
    *ZONES, *SITES, *SOURCES, *NETWORK, *GEOTHERMAL, *SEALED_WELLS, *RULES, *CROSS,
)  # fmt: skip

_BY_CODE = {one.code: one for one in INDICATORS}
if len(_BY_CODE) != len(INDICATORS):
    raise RegistryError("two indicators have the same code")


def indicator(code: str) -> Indicator:
    """Return the indicator with this code; raises KeyError for one that does not exist."""
    return _BY_CODE[code]


def of_task(task_no: str) -> tuple[Indicator, ...]:
    """Return the indicators of a key task, or those of none (`CROSS_TASK`)."""
    return tuple(one for one in INDICATORS if one.task_no == task_no)


__all__ = ["CROSS_TASK", "INDICATORS", "indicator", "of_task"]
