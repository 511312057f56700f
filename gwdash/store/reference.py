"""The tables of schema ``ref``: places, units, tasks, limits and labels as SQL can join them."""

# Names in statements come from the registry and this package, never from a user.
# ruff: noqa: S608

from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from gwdash.registry.datasets import DATASETS
from gwdash.registry.duties import owed_by
from gwdash.registry.region import REGION
from gwdash.registry.tables import TableColumn, row_columns
from gwdash.standards.gbt14848 import ANALYTES, LIMITS_DDL, limits_table
from gwdash.standards.workdays import due_days
from gwdash.store.ddl import create_table

_TEXT, _WHOLE, _FLAG, _DEGREES, _DAY = "VARCHAR", "BIGINT", "BOOLEAN", "DOUBLE", "DATE"


@dataclass(frozen=True, slots=True)
class Reference:
    """One table of ``ref`` with its rows."""

    name: str
    label: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Any, ...], ...]


def _columns(*columns: tuple[str, str, str]) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(name, kind, label, f"{label}。") for name, kind, label in columns)


def _county() -> Reference:
    counties = (*REGION.counties, *REGION.outside)
    return Reference(
        "county",
        "县市区",
        _columns(
            ("county_code", _TEXT, "代码"), ("name", _TEXT, "名称"), ("short_name", _TEXT, "简称"),
            ("is_in_scope", _FLAG, "是否参加评估"), ("new_area", _TEXT, "与西咸新区的关系"),
            ("position", _WHOLE, "显示顺序"), ("label_lon", _DEGREES, "标注经度"),
            ("label_lat", _DEGREES, "标注纬度"), ("area_km2", _DEGREES, "面积约数，平方公里"),
        ),
        tuple(
            (c.code, c.name, c.short_name, c.in_scope, c.new_area, place, *c.label_at, c.area_km2)
            for place, c in enumerate(counties, start=1)
        ),
    )  # fmt: skip


def _heating_season() -> Reference:
    season = REGION.heating
    return Reference(
        "heating_season",
        "供暖季的起止月日",
        _columns(
            ("first_month", _WHOLE, "起始月"), ("first_day", _WHOLE, "起始日"),
            ("last_month", _WHOLE, "终止月"), ("last_day", _WHOLE, "终止日"),
        ),
        ((season.first_month, season.first_day, season.last_month, season.last_day),),
    )  # fmt: skip


def _unit() -> Reference:
    return Reference(
        "unit",
        "成员单位",
        _columns(
            ("unit_code", _TEXT, "代码"), ("short_name", _TEXT, "简称"),
            ("full_name", _TEXT, "全称"), ("is_member", _FLAG, "是否成员单位"),
            ("is_listed", _FLAG, "是否在成员名单中"), ("duty", _TEXT, "职责"),
            ("position", _WHOLE, "显示顺序"),
        ),
        tuple(
            (u.code, u.short_name, u.full_name, u.member, u.listed, u.duty, place)
            for place, u in enumerate(REGION.units, start=1)
        ),
    )  # fmt: skip


def _task() -> Reference:
    return Reference(
        "task",
        "重点任务",
        _columns(
            ("task_no", _TEXT, "序号"), ("task_code", _TEXT, "代码"), ("short_name", _TEXT, "简称"),
            ("name", _TEXT, "名称"), ("lead_units", _TEXT, "牵头单位代码"),
            ("position", _WHOLE, "显示顺序"),
        ),
        tuple(
            (t.no, t.code, t.short_name, t.name, ";".join(t.lead_units), place)
            for place, t in enumerate(REGION.tasks, start=1)
        ),
    )  # fmt: skip


def _reporter() -> Reference:
    return Reference(
        "reporter",
        "填报单位",
        _columns(
            ("reporter", _TEXT, "代码"), ("name", _TEXT, "名称"), ("reporter_group", _TEXT, "类别"),
            ("position", _WHOLE, "显示顺序"),
        ),
        tuple(
            (r.code, r.name, r.group, place) for place, r in enumerate(REGION.reporters, start=1)
        ),
    )  # fmt: skip


def _dataset() -> Reference:
    return Reference(
        "dataset",
        "台账",
        _columns(
            ("name", _TEXT, "代码"), ("label", _TEXT, "名称"), ("kind", _TEXT, "类别"),
            ("cadence", _TEXT, "报送周期"), ("due_day", _WHOLE, "期末后第几日截止"),
            ("row_key", _TEXT, "主键"), ("position", _WHOLE, "显示顺序"),
        ),
        tuple(
            (d.name, d.label, str(d.kind), str(d.cadence), d.due_day, ";".join(d.key), place)
            for place, d in enumerate(DATASETS.values(), start=1)
        ),
    )  # fmt: skip


def _due_day() -> Reference:
    return Reference(
        "due_day",
        "各台账各报告期的报送期限，遇节假日顺延",
        _columns(
            ("dataset", _TEXT, "台账"), ("period", _TEXT, "报告期"),
            ("period_end", _DAY, "报告期末"), ("due_on", _DAY, "应报送的最后一天"),
        ),
        tuple(due_days()),
    )  # fmt: skip


def _duty() -> Reference:
    return Reference(
        "duty",
        "谁按期报送哪份台账",
        _columns(
            ("dataset", _TEXT, "台账"), ("reporter", _TEXT, "填报单位"),
            ("reporter_group", _TEXT, "类别"),
        ),
        tuple(
            (dataset.name, reporter.code, reporter.group)
            for dataset in DATASETS.values()
            for reporter in owed_by(dataset)
        ),
    )  # fmt: skip


def _field() -> Reference:
    return Reference(
        "field",
        "各台账的列",
        _columns(
            ("dataset", _TEXT, "台账"), ("name", _TEXT, "列名"), ("label", _TEXT, "名称"),
            ("unit", _TEXT, "单位"), ("comment", _TEXT, "说明"), ("position", _WHOLE, "显示顺序"),
        ),
        tuple(
            (d.name, c.name, c.label, c.unit, c.comment, place)
            for d in DATASETS.values()
            for place, c in enumerate(row_columns(d), start=1)
        ),
    )  # fmt: skip


def _code() -> Reference:
    lists = {
        column.field.codes.name: column.field.codes
        for dataset in DATASETS.values()
        for column in dataset.columns
        if column.field.codes is not None
    }
    return Reference(
        "code",
        "代码表",
        _columns(
            ("code_list", _TEXT, "代码表"), ("code", _TEXT, "代码"), ("label", _TEXT, "名称"),
            ("position", _WHOLE, "显示顺序"),
        ),
        tuple(
            (name, code.code, code.label, place)
            for name, codes in lists.items()
            for place, code in enumerate(codes.codes, start=1)
        ),
    )  # fmt: skip


def _analyte() -> Reference:
    return Reference(
        "analyte",
        "GB/T 14848-2017 的指标",
        _columns(
            ("analyte", _TEXT, "代码"), ("label", _TEXT, "名称"), ("unit", _TEXT, "单位"),
            ("is_routine", _FLAG, "是否常规指标"), ("position", _WHOLE, "标准中的顺序"),
        ),
        tuple(
            (a.code, a.label, a.unit, a.routine, place)
            for place, a in enumerate(ANALYTES.values(), start=1)
        ),
    )  # fmt: skip


@cache
def references() -> tuple[Reference, ...]:
    """Return every table of ``ref`` but the limits, whose columns the standard declares."""
    return (
        _county(), _unit(), _task(), _reporter(), _dataset(), _due_day(), _duty(), _field(),
        _code(), _analyte(), _heating_season(),
    )  # fmt: skip


def fill_references(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of ``ref`` anew."""
    for reference in references():
        table = f"ref.{reference.name}"
        connection.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in create_table(table, reference.label, reference.columns):
            connection.execute(statement)
        names = [column.name for column in reference.columns]
        records = [dict(zip(names, row, strict=True)) for row in reference.rows]
        _insert(connection, table, records)
    connection.execute("DROP TABLE IF EXISTS ref.analyte_limit")
    connection.execute(LIMITS_DDL)
    connection.execute("COMMENT ON TABLE ref.analyte_limit IS 'GB/T 14848-2017 的指标限值'")
    _insert(connection, "ref.analyte_limit", [dict(row) for row in limits_table()])


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, records: list[dict[str, Any]]
) -> None:
    connection.register("incoming", pa.Table.from_pylist(records))
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    connection.unregister("incoming")
