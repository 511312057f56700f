"""Task 5: water given back, wells built to give it back, and meters."""

from gwdash.registry.indicator import Indicator, Target

_DEFAULT = "平台默认值，办公室可调整"
_NOTICE = "咸阳市地热井回灌补建要求（2022年）"

REINJ = Indicator(
    code="reinj",
    task_no="5",
    label="地热尾水回灌率",
    numerator="回灌量",
    denominator="开采量",
    thing="一个采灌单元",
    rule="按采灌单元合计正在进行或最近一个供暖季（11月15日至次年3月15日，起止月整月计入）的"
    "回灌量和开采量；回灌量大于开采量的按开采量计，明显大于的待核；地埋管不取水，不适用。",
    source="取热不耗水、采灌同步的要求；供暖季起止为平台默认值",
    datasets=("geothermal",),
    target=Target(
        90.0,
        "≥90%",
        "本市要求取热不耗水而未定数值，参照山东岩溶型≥90%、孔隙型≥80%，平台默认值，办公室可调整",
    ),
    unit="m³",
    obliged="counties",
    scored=True,
    nothing_due="供暖季内没有开采",
)

REBUILD_RATE = Indicator(
    code="rebuild_rate",
    task_no="5",
    label="回灌井补建完成率",
    numerator="已建成回灌井的采灌单元",
    denominator="应补建回灌井的采灌单元",
    thing="一个采灌单元",
    rule="按最近一次月报，应补建回灌井的采灌单元中已建成或已运行的；不需补建和地埋管的不计。",
    source=_NOTICE,
    datasets=("geothermal",),
    target=Target(100.0, "主城区2022年底前、全市2025年底前100%", _NOTICE),
    obliged="counties",
    scored=True,
    nothing_due="没有应补建回灌井的采灌单元",
)

METER_RATE = Indicator(
    code="meter_rate",
    task_no="5",
    label="地热井计量联网率",
    numerator="计量设施已联网的井",
    denominator="在用的地热井",
    thing="一眼地热井",
    rule="按最近一次月报，在用（含非供暖季停运）的开采井、回灌井中计量设施已安装联网的；"
    "停用、已封填和地埋管的不计。",
    source=_DEFAULT,
    datasets=("geothermal",),
    target=Target(100.0, "100%", _DEFAULT),
    obliged="counties",
    scored=True,
    nothing_due="没有在用地热井",
)

GEOTHERMAL = (REINJ, REBUILD_RATE, METER_RATE)
