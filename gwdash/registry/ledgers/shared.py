"""What the declarations of ledgers have in common."""

from gwdash.registry.fields import common as f
from gwdash.registry.model import Column, Need

LOAD, COMPLETE = Need.LOAD, Need.COMPLETE

_OF_SUBMISSION = (f.PERIOD, f.REPORTER, f.FILLED_BY, f.CHECKED_BY, f.PHONE, f.FILLED_ON)
#: Row numbers of forms, which identify nothing.
COUNTERS = ("序号", "编号序号", "No", "No.", "行号")
#: The wide administrative ladder of national forms, above the county.
ABOVE_COUNTY = (
    "省份", "省份代码", "省", "城市名称", "城市代码", "市", "地市", "县级代码", "乡镇代码",
)  # fmt: skip
ALL_TASKS = ("1", "2", "3", "4", "5", "6", "7")


def submission_columns(*without: str) -> tuple[Column, ...]:
    """Return what a form says once about itself; it belongs to the submission, not to each row.

    `without` names those whose words mean something of the row in this ledger.
    """
    return tuple(
        Column(field, stored=False) for field in _OF_SUBMISSION if field.name not in without
    )


#: Where something lies: degrees, their system and the part in the new area.
POSITION_COLUMNS = (
    Column(f.LONGITUDE, COMPLETE),
    Column(f.LATITUDE, COMPLETE),
    Column(f.COORD_SYS, COMPLETE, strict=False),
    Column(f.NEW_AREA, COMPLETE),
)
