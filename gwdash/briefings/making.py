"""Files of a prepared briefing: one form, all of them as 材料包, and what changed since."""

from dataclasses import dataclass, field

from gwdash.briefings.pictures import paper_pictures
from gwdash.briefings.prepared import Prepared
from gwdash.export.forms import Form, make
from gwdash.export.pack import (
    Contents,
    Pack,
    PaperPictures,
    Pictures,
    Step,
    form_name,
    silent,
    to_pack,
)
from gwdash.export.record_tables import correction_table
from gwdash.export.tables import Table
from gwdash.intake import difference
from gwdash.intake.difference import SliceChange
from gwdash.intake.office_templates import template_contents
from gwdash.queries.scheme import scheme_of


@dataclass(frozen=True, slots=True)
class Made:
    """A file with the name that it is saved under."""

    file_name: str
    media: str
    content: bytes = field(repr=False)
    remarks: tuple[str, ...] = ()
    """What is not in it and why, one sentence each."""


def one_form(
    prepared: Prepared, one: Form, *, painted: PaperPictures | None = paper_pictures
) -> Made:
    """Return the briefing in one form, in the office's look where it has a template.

    `painted` draws the charts that stand in it. Raises GwdashError with a sentence where it
    cannot be made.
    """
    templates = template_contents(prepared.workspace) if one.template else {}
    drawn, remarks = painted(prepared.briefing) if painted and one.has_pictures else ({}, ())
    content = make(one, prepared.briefing, templates.get(one.template), drawn)
    return Made(form_name(prepared.stem, one), one.media, content, tuple(remarks))


def whole_pack(
    prepared: Prepared,
    step: Step = silent,
    *,
    pictures: Pictures | None = None,
    painted: PaperPictures | None = paper_pictures,
) -> Pack:
    """Return all forms with rules, data version and hashes as one zip."""
    about = Contents(
        briefing=prepared.briefing,
        version=prepared.version,
        scheme=scheme_of(prepared.store, prepared.briefing.period),
        stem=prepared.stem,
        newest=prepared.newest,
        templates=template_contents(prepared.workspace),
        correction=correction(prepared) if prepared.is_outdated else None,
        pictures=pictures,
        paper_pictures=painted,
    )
    return to_pack(about, step)


def changes(prepared: Prepared) -> list[SliceChange]:
    """Return what was published after the version of a briefing, slice by slice."""
    if not prepared.is_outdated:
        return []
    return difference.between_versions(
        prepared.workspace, prepared.version.version, prepared.newest
    )


def correction(prepared: Prepared) -> Table:
    """Return 更正说明 between the version of a briefing and the newest."""
    return correction_table(changes(prepared), prepared.version.version, prepared.newest)
