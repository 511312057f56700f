"""What a visitor has changed in an editable table and not handed in yet, for the session only.

The editor shows a part of the rows (what was searched for, without secret columns); its changes
are laid over the whole table here, so that a search loses none of them.
"""

from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from gwdash.config import workspace
from gwdash.export.edited import EditColumn, edit_columns, edit_frame
from gwdash.intake.edits import editable
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Dataset

SHOWN_ROWS = 200
_STATE = "edit_state"


@dataclass
class Editing:
    """One submission being edited."""

    submission_id: int
    dataset: Dataset
    columns: list[EditColumn]
    original: pd.DataFrame = field(repr=False)
    whole: pd.DataFrame = field(repr=False)
    search: str = ""
    view: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    round: int = 0
    """Counts the views: each is a widget of its own."""

    @property
    def shown(self) -> list[EditColumn]:
        """The columns that the page shows."""
        return [column for column in self.columns if not column.hidden]

    @property
    def can_add(self) -> bool:
        """Whether rows may be added and taken away: only where the whole table is on the page."""
        return not any(c.hidden for c in self.columns) and len(self.view) == len(self.whole)

    @property
    def n_changed(self) -> int:
        """How many rows differ from what was accepted, added and removed ones included."""
        kept = self.original.index.intersection(self.whole.index)
        before, after = self.original.loc[kept], self.whole.loc[kept]
        same = (before == after) | (before.isna() & after.isna())
        moved = len(self.original.index.symmetric_difference(self.whole.index))
        return int((~same.all(axis=1)).sum()) + moved

    def look_for(self, words: str) -> None:
        """Show the rows that hold some words, a limited number of them."""
        if words == self.search and self.round:
            return
        found = self.whole
        if words:
            names = [column.heading for column in self.shown]
            texts = found[names].map(_text).agg("\n".join, axis=1)
            found = found[texts.str.contains(words, case=False, regex=False)]
        headings = [column.heading for column in self.shown]
        self.search, self.view = words, found[headings].head(SHOWN_ROWS).copy()
        self.round += 1

    def lay_over(self, edited: pd.DataFrame) -> None:
        """Take over what the editor of the present view returned."""
        kept = edited.index.intersection(self.whole.index)
        whole = self.whole.drop(index=self.view.index.difference(edited.index))
        for name in edited.columns:
            whole.loc[kept, name] = edited.loc[kept, name]
        fresh = edited.loc[edited.index.difference(self.whole.index)]
        fresh = fresh[fresh.notna().any(axis=1)]
        self.whole = pd.concat([whole, fresh]) if len(fresh) else whole


def _text(value: object) -> str:
    return "" if value is None or value != value else str(value)  # noqa: PLR0124 (not a number)


def editing(submission_id: int, dataset_name: str) -> Editing:
    """Return the session's work on a submission; another one begins anew."""
    state = st.session_state.get(_STATE)
    if isinstance(state, Editing) and state.submission_id == submission_id:
        return state
    dataset = LEDGERS[dataset_name]
    frame = edit_frame(dataset, editable(workspace(), submission_id).rows)
    fresh = Editing(submission_id, dataset, edit_columns(dataset), frame, frame.copy())
    st.session_state[_STATE] = fresh
    return fresh


def forget() -> None:
    """Drop the session's changes."""
    st.session_state.pop(_STATE, None)
