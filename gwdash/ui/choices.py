"""One choice of the strip: a drop-down whose code stands in the address and in the session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice between codes; `labels` gives the words people see, in order."""

    name: str
    """Its name in the address."""
    label: str
    labels: Mapping[str, str]
    default: str


def chosen(choice: Choice) -> str:
    """Draw the drop-down and return its code.

    The address wins when a person changed it (a link, the back button); otherwise the session
    does, which is what carries a choice to the next page. Unknown codes are dropped.
    """
    key, seen, kept = (f"{word}_{choice.name}" for word in ("choice", "seen", "kept"))
    asked = st.query_params.get(choice.name)
    state = st.session_state
    if asked in choice.labels and asked != state.get(seen):
        wanted = asked
    else:
        wanted = state.get(key) or state.get(kept)
    # Set anew each time: on another page the drop-down is another widget and starts empty.
    state[key] = wanted if wanted in choice.labels else choice.default
    code: str = st.selectbox(
        choice.label,
        list(choice.labels),
        format_func=choice.labels.__getitem__,
        key=key,
        label_visibility="collapsed",
    )
    state[seen] = state[kept] = code
    if asked != code:
        st.query_params[choice.name] = code
    return code


def choose(name: str, code: str) -> None:
    """Let the pages that are opened from now on begin with a choice, where they offer it."""
    for word in ("choice", "seen"):
        st.session_state.pop(f"{word}_{name}", None)
    st.session_state[f"kept_{name}"] = st.query_params[name] = code


def opened(name: str, options: Iterable[str], default: str = "") -> str:
    """Return what a page has open, from the address first and the session after it.

    For choices that are made by clicking a card or a row and not in a drop-down; `open_up`
    changes them.
    """
    allowed = {*options, default}
    seen = f"seen_{name}"
    asked = st.query_params.get(name)
    state = st.session_state
    if asked is not None and asked in allowed and asked != state.get(seen):
        state[f"open_{name}"] = asked
    code: str = state.get(f"open_{name}", default)
    if code not in allowed:
        code = default
    state[seen] = code
    if code and asked != code:
        st.query_params[name] = code
    elif not code and asked is not None:
        del st.query_params[name]
    return code


def open_up(name: str, code: str) -> None:
    """Open something: a widget's callback, so that the run after it shows the choice."""
    st.session_state[f"open_{name}"] = st.session_state[f"seen_{name}"] = code
    if code:
        st.query_params[name] = code
    elif name in st.query_params:
        del st.query_params[name]
