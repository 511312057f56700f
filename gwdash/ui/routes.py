"""Routes and middleware beside Streamlit's own: health, original files, the Chinese bundles."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import quote

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from gwdash import __version__
from gwdash.config import workspace
from gwdash.errors import ConflictError, GwdashError
from gwdash.intake.attachments import evidence_file
from gwdash.intake.closing import step_file
from gwdash.intake.originals import original
from gwdash.ui.handle import current_store
from gwdash.ui.ledger_download import ADDRESS, rows_file
from gwdash.ui.map_files import ADDRESS as MAP_FILES
from gwdash.ui.map_files import map_file
from gwdash.ui.translate import ChineseBundles

_Key = TypeVar("_Key")
UNAVAILABLE, FORBIDDEN, NOT_FOUND = 503, 403, 404


def healthz(_request: Request) -> JSONResponse:
    """Answer whether the server can show data, for a supervisor or a proxy."""
    try:
        store = current_store()
    except GwdashError as error:
        return JSONResponse({"status": "error", "reason": str(error)}, status_code=UNAVAILABLE)
    version = store.version if store else None
    return JSONResponse({"status": "ok", "program": __version__, "version": version})


def original_file(request: Request) -> Response:
    """Send a file as it was handed in, to be saved and never to be shown by the browser."""
    return _saved(original, request.path_params["submission_id"])


def evidence(request: Request) -> Response:
    """Send a piece of evidence, to be saved and never to be shown by the browser."""
    return _saved(evidence_file, request.path_params["attachment_id"])


def closing_file(request: Request) -> Response:
    """Send a file that proves a step of 销号, to be saved and never to be shown."""
    return _saved(step_file, request.path_params["name"])


class _Named(Protocol):
    """A file with the name it goes by."""

    @property
    def file_name(self) -> str: ...

    @property
    def content(self) -> bytes: ...


def _saved(find: Callable[[Path, _Key], _Named], which: _Key) -> Response:
    """Answer with a file of the workspace as a download that no browser interprets."""
    try:
        found = find(workspace(), which)
    except ConflictError as error:
        return PlainTextResponse(str(error), status_code=FORBIDDEN)
    except GwdashError as error:
        return PlainTextResponse(str(error), status_code=NOT_FOUND)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(found.file_name, safe='')}",
        "x-content-type-options": "nosniff",
        "content-security-policy": "sandbox; default-src 'none'",
        "cache-control": "no-store",
    }
    return Response(found.content, media_type="application/octet-stream", headers=headers)


ROUTES = [
    Route("/healthz", healthz),
    Route("/files/{submission_id:int}", original_file),
    Route(f"/{ADDRESS}.{{ending:str}}", rows_file),
    Route("/evidence/{attachment_id:str}", evidence),
    Route("/closing/{name:str}", closing_file),
    Route(f"/{MAP_FILES}/{{name:str}}", map_file),
]
MIDDLEWARE = [Middleware(ChineseBundles)]
