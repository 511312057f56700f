"""What a file cannot say: which heading is which field, constants, the scope check."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from gwdash.ingest.profile import Profile
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION
from gwdash.standards.analytes import ANALYTES

_HEADING, _FIELD, _VALUE = "表头", "对应字段", "固定值"


def field_options(dataset: Dataset) -> dict[str, str]:
    """Return what a heading can mean: the label people read, and the field or analyte."""
    options = {f"{c.field.heading} · {c.name}": c.name for c in dataset.columns}
    if dataset.crosstab:
        options |= {f"{a.label} · {code}": code for code, a in ANALYTES.items()}
    return options


def editor(dataset: Dataset, profile: Profile) -> Profile:
    """Draw the settings folded away, and return the profile with them."""
    options = field_options(dataset)
    with st.expander("表头对应、固定值和范围检查（表头不认识、或表内缺少某项时使用）"):
        left, right = st.columns(2)
        with left:
            st.caption("把表里的表头对应到字段，例如：监测断面名称 → 监测井编码")
            mapping = _pairs(dataset, "map", _HEADING, _FIELD, options)
        with right:
            st.caption("整张表都相同、而表里没有的内容，例如：监测井编码 = W-01")
            constants = _pairs(dataset, "set", _FIELD, _VALUE, options)
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


def _pairs(
    dataset: Dataset, kind: str, first: str, second: str, options: dict[str, str]
) -> list[tuple[str, str]]:
    """Draw a table of two columns and return its complete rows."""
    choice = st.column_config.SelectboxColumn(_FIELD, options=list(options), width="medium")
    text = {name: st.column_config.TextColumn(name) for name in (first, second) if name != _FIELD}
    edited = st.data_editor(
        pd.DataFrame({first: pd.Series(dtype="str"), second: pd.Series(dtype="str")}),
        key=f"submit_{kind}_{dataset.name}",
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        column_config={_FIELD: choice, **text},
    )
    rows = edited.dropna().astype(str).itertuples(index=False, name=None)
    return [(one.strip(), other.strip()) for one, other in rows if one.strip() and other.strip()]
