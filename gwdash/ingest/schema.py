"""The Arrow form of a dataset's rows, so that what was read is stored without another guess."""

from functools import lru_cache

import pyarrow as pa

from gwdash.registry.datasets import DATASETS
from gwdash.registry.tables import RESULT_TYPE, row_columns

_ARROW = {
    "VARCHAR": pa.string(),
    "DOUBLE": pa.float64(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("s"),
    "BOOLEAN": pa.bool_(),
    RESULT_TYPE: pa.decimal128(28, 12),
}


@lru_cache
def row_schema(dataset_name: str) -> pa.Schema:
    """Return the Arrow schema of a dataset's accepted rows (`registry.tables.row_columns`)."""
    columns = row_columns(DATASETS[dataset_name])
    return pa.schema([pa.field(c.name, _ARROW[c.sql_type]) for c in columns])


def empty_rows(dataset_name: str) -> pa.Table:
    """Return a table of a dataset without rows."""
    return row_schema(dataset_name).empty_table()
