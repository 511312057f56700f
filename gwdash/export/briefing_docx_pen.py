"""The pen that writes paragraphs of a bulletin: by style alone, or with fonts in every run."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.text.run import Run

from gwdash.export.briefing_docx_styles import LOOKS, Role
from gwdash.export.cells import text
from gwdash.export.official import type_words


@dataclass(frozen=True, slots=True)
class Pen:
    """A document and how it is written."""

    document: Any
    is_template: bool
    """In the office's own file the look comes from its styles and from nowhere else."""
    styles: Mapping[Role, str]
    runs: Mapping[Role, Any]
    """A run of each role to be copied: asked for each cell, the library takes seconds."""

    @classmethod
    def of(cls, document: Any, *, is_template: bool) -> "Pen":  # noqa: ANN401 (no types)
        """Return the pen of a document whose styles are there."""
        styles = {role: document.styles[str(role)].style_id for role in Role}
        runs = {}
        scratch = document.add_paragraph()
        for role, look in LOOKS.items():
            run = (
                scratch.add_run() if is_template else type_words(scratch, "", look.font, look.size)
            )
            runs[role] = deepcopy(run.element)
        type_ = document.styles[str(Role.LEVEL_2)].element.rPr
        if is_template and type_ is not None:
            # A heading that text runs on from has its own type within the text's paragraph.
            runs[Role.LEVEL_2].insert(0, deepcopy(type_))
        scratch._p.getparent().remove(scratch._p)  # noqa: SLF001
        return cls(document, is_template, styles, runs)

    def write(self, role: Role, words: str = "") -> Any:  # noqa: ANN401
        """Add a paragraph at the end of the document and return it."""
        return self.fill(self.document.add_paragraph(), role, words)

    def lead(self, heading: str, words: str) -> Any:  # noqa: ANN401
        """Add a paragraph of text that begins with a heading of level 2."""
        paragraph = self.write(Role.BODY)
        self._type(paragraph, Role.LEVEL_2, heading)
        self._type(paragraph, Role.BODY, words)
        return paragraph

    def fill(self, paragraph: Any, role: Role, words: str) -> Any:  # noqa: ANN401
        """Write a paragraph that is there already and return it."""
        paragraph._p.style = self.styles[role]  # noqa: SLF001
        if words:
            self._type(paragraph, role, words)
        return paragraph

    def _type(self, paragraph: Any, role: Role, words: str) -> None:  # noqa: ANN401
        run = deepcopy(self.runs[role])
        paragraph._p.append(run)  # noqa: SLF001
        Run(run, paragraph).text = text(words)
