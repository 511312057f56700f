"""Task 5: geothermal wells, month by month."""

from gwdash.registry.fields import common as f
from gwdash.registry.fields import geothermal as g
from gwdash.registry.fields import wells as w
from gwdash.registry.ledgers.shared import COMPLETE, COUNTERS, LOAD, submission_columns
from gwdash.registry.model import Cadence, Column, Dataset, DatasetKind, RowRule, Rule, When
from gwdash.registry.thresholds import REINJECTION_LIMIT

_TAKES = When("geothermal_well_type", ("production", "both"))
_GIVES = When("geothermal_well_type", ("reinjection", "both"))
_ONLY_GIVES = When("geothermal_well_type", ("reinjection",))
_CLOSED_LOOP = When("geothermal_well_type", ("closed_loop",))

GEOTHERMAL = Dataset(
    name="geothermal",
    label="地热井开采回灌台账",
    kind=DatasetKind.PERIODIC,
    grain="一眼地热井、一个月",
    key=("gw_id",),
    reporters=("counties", "zrzyj"),
    cadence=Cadence.MONTH,
    due_day=5,
    tasks=("5",),
    aliases=("地热井台账", "地热开采回灌台账"),
    columns=(
        Column(g.GW_ID, LOAD),
        Column(g.PROJECT, COMPLETE),
        Column(f.COUNTY, LOAD),
        Column(f.TOWN),
        Column(g.MAIN_CITY, COMPLETE),
        Column(w.OWNER, COMPLETE),
        Column(g.TYPE, COMPLETE),
        Column(g.STATE, COMPLETE),
        Column(g.PAIR, references="geothermal"),
        Column(g.RESERVOIR_TYPE, COMPLETE),
        Column(g.USE, COMPLETE),
        Column(g.MINING_PERMIT, strict=False),
        Column(g.MINING_UNTIL),
        Column(g.WATER_PERMIT, strict=False),
        Column(g.EIA, COMPLETE),
        Column(w.WELL_DEPTH),
        Column(g.OUTLET),
        Column(g.RETURN_HEAT),
        Column(g.ABSTRACTED),
        Column(g.REINJECTED),
        Column(g.SAME_LAYER),
        Column(g.TAIL, COMPLETE),
        Column(g.METER, COMPLETE),
        Column(g.REBUILD, COMPLETE),
        Column(g.QUALITY_CHECKED),
        Column(f.REMARK),
        *submission_columns(),
    ),
    rules=(
        RowRule(Rule.ONE_OF, ("abstracted_m3", "reinjected_m3"),
                "开采量和回灌量至少填一项，没有的填 0。",
                when=When("geothermal_well_type", ("closed_loop",), other_than=True)),
        RowRule(Rule.REQUIRED_IF, ("abstracted_m3",), when=_TAKES),
        RowRule(Rule.REQUIRED_IF, ("reinjected_m3",), when=_GIVES),
        RowRule(Rule.EMPTY_IF, ("abstracted_m3", "reinjected_m3"), "地埋管只换热不取水。",
                when=_CLOSED_LOOP),
        RowRule(Rule.EMPTY_IF, ("abstracted_m3",), when=_ONLY_GIVES, warns=True),
        RowRule(Rule.EMPTY_IF, ("pair_gw_id",), when=_CLOSED_LOOP, warns=True),
        RowRule(Rule.NOT_ABOVE, ("reinjected_m3", "abstracted_m3"),
                "回灌量明显大于开采量，待核：请核对水表读数和井类型。",
                within=("heat_project", "county_code"), threshold=REINJECTION_LIMIT, warns=True,
                source=REINJECTION_LIMIT.source),
        RowRule(Rule.NOT_ABOVE, ("reinjection_temperature_c", "outlet_temperature_c"),
                "回灌温度高于出水温度，请核对是否填反。", warns=True),
    ),
    ignored_headings=COUNTERS,
    description="回灌率按采灌单元合计计算；地埋管不取水，不参评；停用填在使用状态。",
)  # fmt: skip
