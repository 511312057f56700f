"""The pen that writes paragraphs of a bulletin: by style alone, or with fonts in every run."""

from dataclasses import dataclass
from typing import Any

from gwdash.export.briefing_docx_styles import LOOKS, Role
from gwdash.export.cells import text
from gwdash.export.official import type_words


@dataclass(frozen=True, slots=True)
class Pen:
    """A document and how it is written."""

    document: Any
    is_template: bool
    """In the office's own file the look comes from its styles and from nowhere else."""

    def write(self, role: Role, words: str = "") -> Any:  # noqa: ANN401 (the library has no types)
        """Add a paragraph at the end of the document and return it."""
        return self.fill(self.document.add_paragraph(), role, words)

    def fill(self, paragraph: Any, role: Role, words: str) -> Any:  # noqa: ANN401
        """Write a paragraph that is there already and return it."""
        paragraph.style = str(role)
        if self.is_template:
            paragraph.add_run(text(words))
        elif words:
            look = LOOKS[role]
            type_words(paragraph, words, look.font, look.size)
        return paragraph
