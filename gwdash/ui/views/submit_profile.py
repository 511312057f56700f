"""What a file cannot say: which heading is which field, constants, the scope check."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from gwdash.ingest.profile import Profile
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION
from gwdash.standards.analytes import ANALYTES

_HEADING, _FIELD, _VALUE = "表头", "对应字段", "固定值"
_LONGEST_VALUE = 200


def field_options(dataset: Dataset) -> dict[str, str]:
    """Return what a heading can mean: the label people read, and the field or analyte."""
    options = {f"{c.field.heading} · {c.name}": c.name for c in dataset.columns}
    if dataset.crosstab:
        options |= {f"{a.label} · {code}": code for code, a in ANALYTES.items()}
    return options


def editor(dataset: Dataset, profile: Profile, headings: Sequence[str]) -> Profile:
    """Draw the settings folded away, and return the profile with them.

    `headings` are those of the files, to choose from.
    """
    options = field_options(dataset)
    with st.expander("表头对应、固定值和范围检查（表头不认识、或表内缺少某项时使用）"):
        left, right = st.columns(2)
        with left:
            st.caption("把表里的表头对应到字段，例如：监测断面名称 → 监测井编码")
            mapping = _pairs(
                f"submit_map_{dataset.name}",
                {_HEADING: _choice(_HEADING, headings), _FIELD: _choice(_FIELD, options)},
            )
        with right:
            st.caption("整张表都相同、而表里没有的内容，例如：监测井编码 = W-01")
            constants = _pairs(
                f"submit_set_{dataset.name}",
                {
                    _FIELD: _choice(_FIELD, options),
                    _VALUE: st.column_config.TextColumn(_VALUE, max_chars=_LONGEST_VALUE),
                },
            )
        warn = st.toggle(
            f"{REGION.name}以外的行只提醒、不拦下",
            key=f"submit_warn_{dataset.name}",
            help="用于试读其他地区的文件；正式报送请保持关闭。",
        )
    return replace(
        profile,
        mapping={heading: options[field] for heading, field in mapping if field in options},
        constants={options[field]: value for field, value in constants if field in options},
        scope="warn" if warn else "error",
    )


def _choice(word: str, options: Iterable[str]) -> Any:  # noqa: ANN401 (a plain dict)
    return st.column_config.SelectboxColumn(word, options=list(options), width="medium")


def _pairs(key: str, columns: dict[str, Any]) -> list[tuple[str, str]]:
    """Draw a table of two columns that grows, and return its complete rows."""
    edited = st.data_editor(
        pd.DataFrame({name: pd.Series(dtype="str") for name in columns}),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        column_config=columns,
    )
    rows = edited.dropna().astype(str).itertuples(index=False, name=None)
    return [(one.strip(), other.strip()) for one, other in rows if one.strip() and other.strip()]
