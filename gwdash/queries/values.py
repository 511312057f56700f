"""Plain values out of frames: None where the cell is empty, never NaN or NaT."""

from datetime import date, datetime

import pandas as pd


def text(value: object) -> str:
    """Return a text cell, empty for a missing one."""
    return "" if _missing(value) else str(value)


def number(value: object) -> float | None:
    """Return a numeric cell as a float, None for a missing one."""
    return None if _missing(value) else float(value)  # type: ignore[arg-type]


def day(value: object) -> date | None:
    """Return a date cell without its time, None for a missing one."""
    if _missing(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return pd.Timestamp(str(value)).date()


def _missing(value: object) -> bool:
    # Only NaN and NaT differ from themselves; asking pandas costs four times as much.
    return value is None or value is pd.NA or value != value  # noqa: PLR0124
