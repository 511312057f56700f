"""Routes and middleware beside Streamlit's own: the health check and the Chinese bundles."""

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from gwdash import __version__
from gwdash.errors import GwdashError
from gwdash.ui.handle import current_store
from gwdash.ui.translate import ChineseBundles

UNAVAILABLE = 503


def healthz(_request: Request) -> JSONResponse:
    """Answer whether the server can show data, for a supervisor or a proxy."""
    try:
        store = current_store()
    except GwdashError as error:
        return JSONResponse({"status": "error", "reason": str(error)}, status_code=UNAVAILABLE)
    version = store.version if store else None
    return JSONResponse({"status": "ok", "program": __version__, "version": version})


ROUTES = [Route("/healthz", healthz)]
MIDDLEWARE = [Middleware(ChineseBundles)]
