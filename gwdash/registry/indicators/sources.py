"""Task 3: drinking-water sources, their recharge areas and what exceeds in them."""

from gwdash.registry.indicator import Indicator, Target

_DEFAULT = "平台默认值，办公室可调整"
_PLAN = "实施方案重点任务三"
_SAMPLED = ("water_source", "well", "water_quality")

SRC_OK = Indicator(
    code="src_ok",
    task_no="3",
    label="县级及以上水源水质达标率",
    numerator="达标的水源",
    denominator="应监测的在用水源",
    thing="一个水源",
    rule="市级、县级在用水源中，本年截至月末每次有效采样都不超Ⅲ类的；未监测的留在分母、不算达标；"
    "采样记在所填水源或取水井所属水源名下。",
    source="GB/T 14848-2017；全国地下水污染防治规划水源达标率口径",
    datasets=_SAMPLED,
    target=Target(100.0, "100%，或达到国家要求", "国家饮用水水源环境管理要求；以下达数为准"),
    obliged="counties",
    nothing_due="没有县级及以上在用水源",
)

SRC_NO_HUMAN = Indicator(
    code="src_no_human",
    task_no="3",
    label="县级及以上水源无人为超标率",
    numerator="无人为超标的水源",
    denominator="应监测的在用水源",
    thing="一个水源",
    rule="达标的水源，以及超标原因为天然背景并有认定文号的水源；"
    "人为、混合、未查明和没有认定文号的都不算，未监测的也不算。",
    source=f"{_PLAN}（只考核人为超标）；GB/T 14848-2017",
    datasets=_SAMPLED,
    target=Target(100.0, "100%", _PLAN),
    obliged="counties",
    scored=True,
    nothing_due="没有县级及以上在用水源",
)

RECHARGE_RATE = Indicator(
    code="recharge_rate",
    task_no="3",
    label="补给区划分完成率",
    numerator="已划分补给区的水源",
    denominator="应划分补给区的水源",
    thing="一个水源",
    rule="在用、备用水源中补给区已划分、已报批或已公布的；不需划分的不计。",
    source=_PLAN,
    datasets=("water_source",),
    target=Target(100.0, "2024年底前100%", _PLAN),
    obliged="counties",
    scored=True,
    nothing_due="没有应划分补给区的水源",
)

QUASI_RATE = Indicator(
    code="quasi_rate",
    task_no="3",
    label="准保护区划定率",
    numerator="已划定准保护区的水源",
    denominator="应划定准保护区的水源",
    thing="一个水源",
    rule="在用、备用水源中已划定准保护区的；不需划定的不计。",
    source=f"{_PLAN}；HJ 338-2018",
    datasets=("water_source",),
    target=Target(100.0, "100%", _PLAN),
    obliged="counties",
    scored=True,
    nothing_due="没有应划定准保护区的水源",
)

FIX_RATE = Indicator(
    code="fix_rate",
    task_no="3",
    label="人为超标水源整治完成率",
    numerator="已完成整治的水源",
    denominator="人为原因超标的水源",
    thing="一个水源",
    rule="各级水源中超标原因为人为的，整治已完成或已验收；天然背景、混合和未查明的列出而不计入。",
    source=f"{_PLAN}（只整治人为超标）",
    datasets=("water_source",),
    target=Target(100.0, "100%", _PLAN),
    obliged="counties",
    scored=True,
    nothing_due="无人为超标水源",
)

SOURCES = (SRC_OK, SRC_NO_HUMAN, RECHARGE_RATE, QUASI_RATE, FIX_RATE)
