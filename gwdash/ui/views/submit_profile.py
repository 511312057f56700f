"""What a file cannot say: a value that is the same in all its rows, and the scope check."""

from typing import Any

import pandas as pd
import streamlit as st

from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION
from gwdash.ui.views.submit_state import Entry, fix_of, set_fix

_FIELD, _VALUE = "字段", "每行都填"
_LONGEST_VALUE = 200


def editor(entry: Entry, dataset: Dataset) -> None:
    """Draw the settings of one file, folded away."""
    file_id = entry.file.id
    fix = fix_of(file_id)
    names = {c.field.label: c.name for c in dataset.columns if not c.derived}
    labels = {name: label for label, name in names.items()}
    with st.expander("表里没有、而每行都相同的内容，以及范围检查"):
        st.caption(f"例如整张表是同一口井：{_FIELD}选“监测井编码”，{_VALUE}写它的编码。")
        edited = st.data_editor(
            pd.DataFrame(
                [(labels.get(name, name), value) for name, value in fix.constants],
                columns=[_FIELD, _VALUE],
                dtype="str",
            ),
            key=f"constants_{file_id}_{dataset.name}",
            num_rows="dynamic",
            hide_index=True,
            column_config=_columns(names),
        )
        rows = edited.dropna().astype(str).itertuples(index=False, name=None)
        told = tuple(
            (names[field], value.strip())
            for field, value in rows
            if field in names and value.strip()
        )
        warn = st.toggle(
            f"范围外仅提醒：{REGION.name}以外的行只提醒、不拦下",
            value=fix.warn,
            key=f"warn_{file_id}",
            help="用于试读其他地区的文件；正式报送请保持关闭。",
        )
        if st.button("按此重新检查", key=f"reread_{file_id}"):
            set_fix(file_id, constants=told, warn=warn)
            st.rerun()


def _columns(names: dict[str, str]) -> dict[str, Any]:
    return {
        _FIELD: st.column_config.SelectboxColumn(_FIELD, options=list(names), width="medium"),
        _VALUE: st.column_config.TextColumn(_VALUE, max_chars=_LONGEST_VALUE, width="medium"),
    }
