"""The figures by which rows are judged doubtful, each with where it comes from.

The office may change them; what stands here is what holds until it does.
"""

from gwdash.registry.rules import Threshold

#: A well gives back at most what it took; meters of either side err by some percent.
REINJECTION_LIMIT = Threshold(
    "reinjection_limit",
    "回灌量与开采量之比上限",
    1.02,
    source="平台默认：取热不耗水，回灌量不应大于开采量，留2%计量误差",
)
#: Amounts are typed rounded to the hundredth of 10,000 yuan, so that three of them add up to
#: within three halves of it.
AMOUNT_TOLERANCE = Threshold(
    "amount_tolerance", "金额合计允差", 0.02, "万元", "平台默认：金额保留两位小数的进位误差"
)

#: Areas are filled in to two decimals and measured on maps of different scales.
BOUNDARY_AREA = Threshold("boundary_area", "边界围成面积与填报面积允差", 5, "%")

THRESHOLDS = (REINJECTION_LIMIT, AMOUNT_TOLERANCE, BOUNDARY_AREA)
