"""The key of a row as one text, the same wherever it is written: evidence points to rows by it."""

import json
from collections.abc import Mapping

from gwdash.registry.model import Dataset


def row_key(dataset: Dataset, values: Mapping[str, object]) -> str:
    """Return the canonical text of a row's key: its columns with their values as text.

    Raises KeyError where a column of the key is missing.
    """
    key = {name: str(values[name]) for name in sorted(dataset.key)}
    return json.dumps(key, ensure_ascii=False, separators=(",", ":"))


def key_values(text: str) -> dict[str, str]:
    """Return the columns and values of a key's text; none for the whole submission."""
    return {str(name): str(value) for name, value in json.loads(text).items()} if text else {}
