"""The tables of a published version, from the registry and the marts' declarations."""

from collections.abc import Iterable, Iterator

from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Dataset
from gwdash.registry.tables import TableColumn, row_columns
from gwdash.store.connection import quoted

#: Raised whenever an older program could misread a file that a newer one wrote.
STORE_FORMAT = 1

SUBMISSION_ID = TableColumn("submission_id", "BIGINT", "报送编号", "该行来自第几号报送。")

RETURNED = TableColumn("n_returned", "BIGINT", "退回份数", "审核通过以前，该单位该期被退回的份数。")

#: The manifest's submissions as the published version shows them. Only what never changes
#: after acceptance stands here, so that a version can be built again with the same content.
SUBMISSION_COLUMNS = (
    SUBMISSION_ID,
    TableColumn("dataset", "VARCHAR", "台账", "台账的代码。"),
    TableColumn("reporter", "VARCHAR", "填报单位", "报送单位或县市区的代码。"),
    TableColumn("period", "VARCHAR", "报告期", "报告期的代码，如 2024-06。"),
    TableColumn("period_end", "DATE", "报告期末", "报告期的最后一天。"),
    TableColumn("part", "VARCHAR", "部分", "全部，或乡镇名称。"),
    TableColumn("submitted_at", "TIMESTAMP", "报送时间", "北京时间。"),
    TableColumn(
        "first_submitted_at", "TIMESTAMP", "首次报送时间", "更正前最早一次报送的北京时间。"
    ),
    TableColumn("accepted_at", "TIMESTAMP", "审核通过时间", "北京时间。"),
    TableColumn("file_name", "VARCHAR", "文件名", "报送文件的名称。"),
    TableColumn("file_sha256", "VARCHAR", "文件指纹", "报送文件的 SHA-256。"),
    TableColumn("actor", "VARCHAR", "报送人", "谁报送的；没有账号时为未认证。"),
    TableColumn("n_rows", "BIGINT", "入档行数", "通过检查的行数。"),
    TableColumn("n_stopped", "BIGINT", "拦下行数", "因错误未采用的行数。"),
    TableColumn("n_warnings", "BIGINT", "提醒数", "提醒的条数。"),
    TableColumn("opening", "BIGINT", "补录编号", "办公室开放的补录编号；不是补录则为空。"),
    RETURNED,
)

SCHEMAS = {
    "core": "各台账审核通过的行",
    "ref": "县市区、单位、任务、指标限值等参照表",
    "mart": "页面读取的小表",
    "meta": "本文件如何生成",
}

_META = (
    "CREATE TABLE meta.build (store_format INTEGER, schema_mark VARCHAR, shell_mark VARCHAR)",
    "CREATE TABLE meta.table_hash (table_name VARCHAR, n_rows BIGINT, hash_sum HUGEINT)",
)


def create_table(name: str, label: str, columns: Iterable[TableColumn]) -> Iterator[str]:
    """Yield the statements that make a table and explain it and its columns."""
    listed = tuple(columns)
    body = ", ".join(f'"{column.name}" {column.sql_type}' for column in listed)
    yield f"CREATE TABLE {name} ({body})"
    yield f"COMMENT ON TABLE {name} IS {quoted(label)}"
    for column in listed:
        unit = f"（{column.unit}）" if column.unit else ""
        text = f"{column.label}{unit}：{column.comment}"
        yield f'COMMENT ON COLUMN {name}."{column.name}" IS {quoted(text)}'


def core_columns(dataset: Dataset) -> tuple[TableColumn, ...]:
    """Return the columns of a dataset's table: the submission's number, then the row."""
    return (SUBMISSION_ID, *row_columns(dataset))


def core_tables() -> Iterator[str]:
    """Yield the statements for schemas, ``core`` and ``meta`` tables."""
    for schema in SCHEMAS:
        yield f"CREATE SCHEMA {schema}"
        # Schemas take no COMMENT in this engine; what they hold stands in SCHEMAS.
    yield from create_table("core.submission", "本版本包含的报送", SUBMISSION_COLUMNS)
    for dataset in DATASETS.values():
        yield from create_table(f"core.{dataset.name}", dataset.label, core_columns(dataset))
    yield from _META
