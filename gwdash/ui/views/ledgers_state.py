"""What a visitor looks at on 台账查询: it stands in the address, and nowhere else for long."""

from dataclasses import replace

import streamlit as st

from gwdash.queries.ledger_address import ROW, from_address, is_own, to_address
from gwdash.queries.ledgers import Look

_KEPT = "ledgers_kept"


def look_now() -> Look:
    """Return the look of the address; without one, what the visitor looked at before."""
    asked = {name: value for name, value in st.query_params.items() if is_own(name)}
    look = from_address(asked or st.session_state.get(_KEPT, {}))
    put(look)
    return look


def put(look: Look) -> None:
    """Write a look into the address; what the address says already is left as it is."""
    wanted = to_address(look)
    for name in [n for n in st.query_params if is_own(n) and n not in wanted]:
        del st.query_params[name]
    for name, value in wanted.items():
        if st.query_params.get(name) != value:
            st.query_params[name] = value
    st.session_state[_KEPT] = {name: value for name, value in wanted.items() if name != ROW}


def change(**changes: object) -> None:
    """Change a look from a widget's callback: other rows begin at their first page."""
    look = from_address(st.query_params.to_dict())
    put(replace(look, **({"page": 1, "row": ""} | changes)))  # type: ignore[arg-type]
