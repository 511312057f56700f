"""What every page asks of a published version, each question under the page that asks it."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import cycle

from gwdash.queries import (
    attachments,
    depth_geothermal,
    depth_network,
    depth_rules,
    depth_sealed_wells,
    depth_sites,
    depth_sources,
    depth_zones,
    evidence_problems,
    forecasts,
    funds,
    indicators,
    ledgers,
    map_layers,
    map_shades,
    problem_cases,
    problems,
    report_rates,
    support,
)
from gwdash.queries.source import last_day
from gwdash.registry.datasets import DATASETS
from gwdash.registry.indicator_list import INDICATORS
from gwdash.registry.map_layers import MAP_LAYERS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.analytes import ANALYTES
from gwdash.store.database import Store

Questions = dict[str, Callable[[], object]]

#: The largest ledgers and one of each kind; others take the same way with fewer rows.
_LOOKED_AT = ("water_quality", "water_level", "well", "task_progress", "abandoned_well", "project")
#: Searched for in turn, because the days of a search are kept while its pages are turned.
_WORDS = (
    *(f"XY{number}" for number in range(100, 130)),
    *(f"监测井{number}" for number in range(200, 230)),
    *(analyte.label for analyte in ANALYTES.values()),
)
_FIGURES = tuple(f"0.{number}" for number in range(100, 160))


def of_pages(store: Store, scope: Scope) -> Questions:
    """Return the questions of 一张图, 指标, 台账查询, 突出问题, 单位 and the tasks in depth."""
    return (
        _map(store, scope)
        | _indicators(store, scope)
        | _ledgers(store, scope)
        | _problems(store, scope)
        | _members(store, scope)
        | _depths(store, scope)
    )


def _map(store: Store, scope: Scope) -> Questions:
    county = Scope(scope.period, REGION.counties[0].code)
    layers: Questions = {
        f"map: layer {layer}": partial(map_layers.things, store, scope, layer)
        for layer in MAP_LAYERS
    }
    shades: Questions = {
        f"map: counties by {code}": partial(map_shades.shading, store, scope, code)
        for code in map_shades.choices()
    }
    return layers | shades | {
        "map: wells of one county": lambda: map_layers.things(store, county, "well"),
        "map: zones by class": lambda: map_layers.zones(store, scope),
        "map: evidence of wells": lambda: map_layers.evidence(store, scope, "well"),
    }  # fmt: skip


def _indicators(store: Store, scope: Scope) -> Questions:
    codes = [one.code for one in INDICATORS]
    evidence: Questions = {
        f"indicators: evidence of {code}": partial(indicators.evidence, store, scope, code)
        for code in codes
    }
    return evidence | {
        "indicators: two years of all": lambda: indicators.histories(store, scope, codes),
    }


def _ledgers(store: Store, scope: Scope) -> Questions:
    found: Questions = {}
    for dataset in _LOOKED_AT:
        for words, looks in (
            ("first page", [ledgers.Look(dataset)]),
            ("searched", [ledgers.Look(dataset, search=word) for word in _WORDS]),
            ("sorted by its key", [ledgers.Look(dataset, sort=DATASETS[dataset].key[0])]),
        ):
            found[f"ledgers: {dataset}, {words}"] = partial(_looked_at, store, scope, cycle(looks))
    return found


def figures_searched(store: Store, scope: Scope) -> Callable[[], object]:
    """Return the search that has to read the results one by one, which no bound holds for."""
    looks = cycle([ledgers.Look("water_quality", search=word) for word in _FIGURES])
    return partial(_looked_at, store, scope, looks)


def _looked_at(store: Store, scope: Scope, looks: Iterator[ledgers.Look]) -> ledgers.LedgerPage:
    ask = ledgers.ask_of(next(looks), scope)
    counted = ledgers.count(store, ask), ledgers.count(store, ask.whole)
    return ledgers.page(store, ask, 1, counted)


def _problems(store: Store, scope: Scope) -> Questions:
    return {
        "problems: list": lambda: problems.problems(store, scope),
        "problems: gone within a year": lambda: problem_cases.seen(store, scope),
        "problems: evidence of all": lambda: evidence_problems.every(store, scope),
    }


def _members(store: Store, scope: Scope) -> Questions:
    as_of, county = last_day(scope), REGION.counties[0].code
    year = date(as_of.year, 1, 1)
    own = Scope(scope.period, county)
    return {
        "members: rates of reporting": lambda: report_rates.report_rates(store, year, as_of),
        "sheet: problems of one county": lambda: problems.problems(store, own),
        "sheet: indicators of one county": lambda: indicators.readings(store, own),
        "sheet: evidence of one county": lambda: evidence_problems.of_reporter(
            store, scope, county
        ),
        "sheet: files of one county": lambda: attachments.find(store, reporter=county),
        "funds: projects": lambda: funds.projects(store, scope),
        "support: events": lambda: support.events(store, scope),
        "support: experts": lambda: support.experts(store, scope),
        "tasks: paces": lambda: forecasts.paces(store, scope),
    }


def _depths(store: Store, scope: Scope) -> Questions:
    return {
        "depth 1: zones": lambda: depth_zones.zones(store, scope),
        "depth 2: sites": lambda: depth_sites.sites(store, scope),
        "depth 2: hazards": lambda: depth_sites.hazards(store, scope),
        "depth 3: sources": lambda: depth_sources.sources(store, scope),
        "depth 3: seasons": lambda: depth_sources.seasons(store, scope),
        "depth 4: network": lambda: depth_network.depth(store, scope),
        "depth 5: geothermal": lambda: depth_geothermal.depth(store, scope),
        "depth 6: abandoned wells": lambda: depth_sealed_wells.depth(store, scope),
        "depth 7: rules": lambda: depth_rules.rules(store, scope),
        "depth 7: cases": lambda: depth_rules.cases(store, scope),
    }
