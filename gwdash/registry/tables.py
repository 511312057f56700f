"""What a dataset's accepted rows look like as a table: names, types and labels in order.

The archive's Parquet files, the store's tables and the data dictionary all take their columns
from here, so that one declaration cannot mean two tables.
"""

from dataclasses import dataclass

from gwdash.registry.model import Column, Dataset, Kind

#: Exact to 12 decimals and 16 digits before the point: ng/L after conversion to mg/L and
#: plate counts both fit, so classes are compared on the value that was typed.
RESULT_TYPE = "DECIMAL(28,12)"

_SQL_TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.IDENTIFIER: "VARCHAR",
    Kind.NUMBER: "DOUBLE",
    Kind.INTEGER: "BIGINT",
    Kind.PERCENT: "DOUBLE",
    Kind.DATE: "DATE",
    Kind.DATETIME: "TIMESTAMP",
    Kind.MONTH: "VARCHAR",
    Kind.PERIOD: "VARCHAR",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.CODE: "VARCHAR",
    Kind.COUNTY: "VARCHAR",
    Kind.REPORTER: "VARCHAR",
    Kind.UNITS: "VARCHAR",
    Kind.TASK: "VARCHAR",
    Kind.ANALYTE: "VARCHAR",
    Kind.LONGITUDE: "DOUBLE",
    Kind.LATITUDE: "DOUBLE",
    Kind.BOUNDARY: "VARCHAR",
}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One stored column: its SQL type and what people call it."""

    name: str
    sql_type: str
    label: str
    comment: str
    unit: str = ""


#: Where each row came from; every table ends with these.
SOURCE_COLUMNS = (
    TableColumn("source_sheet", "VARCHAR", "来源工作表", "原文件中的工作表名称。"),
    TableColumn("source_row", "INTEGER", "来源行", "原文件中的行号，与 Excel 所示相同。"),
    TableColumn("source_cell", "VARCHAR", "来源单元格", "该行或该值在原文件中的单元格。"),
)

_RESULT_COLUMNS = (
    TableColumn("raw", "VARCHAR", "监测值原文", "单元格里写的原文。"),
    TableColumn("value", RESULT_TYPE, "监测值", "换算到标准单位后的数值；未检出时为空。"),
    TableColumn(
        "flag", "VARCHAR", "取值标记",
        "value 有值、nd 未检出、nd_no_dl 未检出且无检出限、missing 未监测、"
        "right_censored 大于、not_sampled 未采样、text 文字。",
    ),
    TableColumn("detection_limit", RESULT_TYPE, "检出限", "换算到标准单位后的方法检出限。"),
    TableColumn("unit", "VARCHAR", "单位", "GB/T 14848-2017 规定的单位，数值和检出限以它表示。"),
    TableColumn("reported_unit", "VARCHAR", "填报单位制", "表中所写的单位，换算前。"),
)  # fmt: skip
_PART_OF_RESULT = frozenset({"unit", "detection_limit"})


def row_columns(dataset: Dataset) -> tuple[TableColumn, ...]:
    """Return the columns of a dataset's accepted rows, without the submission's id.

    A laboratory result becomes raw text, value, flag, detection limit and unit, in the
    standard's unit.
    """
    columns: list[TableColumn] = []
    for column in dataset.stored_columns:
        if column.field.kind is Kind.RESULT:
            columns.extend(_RESULT_COLUMNS)
        elif not (dataset.result_column and column.name in _PART_OF_RESULT):
            columns.append(_plain(column))
    return (*columns, *SOURCE_COLUMNS)


def _plain(column: Column) -> TableColumn:
    field = column.field
    return TableColumn(
        column.name, _SQL_TYPES[field.kind], field.label, field.description, field.unit
    )
