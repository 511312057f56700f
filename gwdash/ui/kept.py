"""Answers kept for everybody who looks at a version, which never changes once it is published.

What is kept is shared by all sessions: whoever takes it may read it and never change it.
"""

from collections.abc import Callable, Hashable
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import streamlit as st

from gwdash.store.database import Store
from gwdash.ui.handle import identity

P = ParamSpec("P")
T = TypeVar("T")

#: Answers kept ready: a city's counties for the periods that people look at, over all pages.
_KEPT = 512


def kept(
    store: Store, question: Callable[Concatenate[Store, P], T], *args: P.args, **named: P.kwargs
) -> T:
    """Return the answer of ``question(store, …)``, asked once for a version.

    `question` is a function of a module; its arguments must be hashable by Streamlit.
    """
    name = f"{question.__module__}.{question.__qualname__}"
    ask = partial(question, store, *args, **named)
    return cast("T", _answer(*identity(store), name, (*args, *named.items()), ask))


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _answer(
    path: Path,
    made_at: int,
    name: str,
    args: tuple[Hashable, ...],
    _ask: Callable[[], Any],
) -> Any:  # noqa: ANN401 (what the question answers)
    """Return one answer; the file's name and time of making tell versions apart."""
    del path, made_at, name, args
    return _ask()
