"""The office's own templates of slides and bulletins: kept by their SHA-256, one of a kind in use.

What is kept here was checked by whoever calls: a template is made into a file once before it
is kept (`gwdash.briefings.templates`).
"""

import json
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from gwdash import clock
from gwdash.archive.files import Archive
from gwdash.archive.model import NOBODY
from gwdash.errors import UsageError
from gwdash.intake.workspaces import archive_of, require_workspace

KINDS = ("pptx", "docx")
_KEY = "office_template_{kind}"
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class OfficeTemplate:
    """A template in use."""

    kind: str
    file_name: str
    sha256: str
    n_bytes: int
    kept_at: str
    """Beijing time, ISO 8601."""
    actor: str

    @property
    def moment(self) -> datetime:
        """When it was put in use."""
        return datetime.fromisoformat(self.kept_at)


def keep_template(
    workspace: Path, kind: str, file_name: str, content: bytes, *, actor: str = NOBODY
) -> OfficeTemplate:
    """Keep a checked template and use it from now on, in place of an earlier one.

    Raises UsageError for an unknown kind, ConflictError in an empty workspace.
    """
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        kept = OfficeTemplate(
            kind=_known(kind),
            file_name=_shown(file_name),
            sha256=archive.put_raw(content),
            n_bytes=len(content),
            kept_at=clock.now().isoformat(),
            actor=actor,
        )
        told = json.dumps(asdict(kept), ensure_ascii=False, sort_keys=True)
        archive.ledger.set_setting(_KEY.format(kind=kind), told)
    return kept


def remove_template(workspace: Path, kind: str) -> None:
    """Use the built-in look again; the file stays in the archive. Nothing where there is none."""
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        archive.ledger.set_setting(_KEY.format(kind=_known(kind)), "")


def templates(workspace: Path) -> dict[str, OfficeTemplate]:
    """Return the templates in use by their kind."""
    if not (workspace / "archive").is_dir():
        return {}
    with closing(archive_of(workspace)) as archive:
        return _in_use(archive)


def template_contents(workspace: Path) -> dict[str, bytes]:
    """Return the bytes of the templates in use by their kind; raises WorkspaceError."""
    if not (workspace / "archive").is_dir():
        return {}
    with closing(archive_of(workspace)) as archive:
        return {kind: archive.raw(one.sha256) for kind, one in _in_use(archive).items()}


def _in_use(archive: Archive) -> dict[str, OfficeTemplate]:
    told = {kind: archive.ledger.setting(_KEY.format(kind=kind)) for kind in KINDS}
    return {kind: OfficeTemplate(**json.loads(one)) for kind, one in told.items() if one}


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise UsageError(f"只能用 pptx 或 docx 模板，不能是「{kind}」。")
    return kind


def _shown(file_name: str) -> str:
    """Return an untrusted name as it is shown: the last part, printable and not too long."""
    last = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(one for one in last if one.isprintable())[:_LONGEST_NAME] or "模板"
