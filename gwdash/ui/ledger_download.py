"""All rows that a look at a ledger finds, as a file that is sent while it is read."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse

from gwdash.config import workspace
from gwdash.errors import GwdashError, UsageError
from gwdash.export.ledger_files import CSV_ROWS, XLSX_ROWS, LedgerFile, csv_parts, write_xlsx
from gwdash.queries import ledgers
from gwdash.queries.ledger_address import from_address, to_address
from gwdash.queries.ledger_columns import columns, first_columns
from gwdash.queries.ledgers import Look
from gwdash.registry.datasets import DATASETS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import parse_period
from gwdash.store.database import Store, open_version

ADDRESS = "ledger-rows"
LIMITS = {"csv": CSV_ROWS, "xlsx": XLSX_ROWS}
_WITH, _WITHOUT = "1", "0"
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NOT_FOUND = 404


def download_address(ending: str, look: Look, scope: Scope, version: int) -> str:
    """Return where the rows of a look can be had; `ending` is csv or xlsx."""
    choices = {
        "period": scope.period, "county": scope.county,
        "new_area": _WITH if scope.include_new_area else _WITHOUT, "version": str(version),
    }  # fmt: skip
    kept = {name: value for name, value in to_address(look).items() if name not in {"p", "row"}}
    return f"{ADDRESS}.{ending}?{urlencode(kept | choices)}"


def rows_file(request: Request) -> Response:
    """Send the rows that the address asks for, to be saved."""
    ending = request.path_params["ending"]
    asked = dict(request.query_params)
    try:
        if ending not in LIMITS:
            raise UsageError("只能下载 csv 或 xlsx。")
        store, scope = asked_version(asked), asked_scope(asked)
        return _sent(store, from_address(asked), scope, ending)
    except GwdashError as error:
        return PlainTextResponse(str(error), status_code=_NOT_FOUND)


def asked_version(asked: Mapping[str, str]) -> Store:
    """Return the version that an address names; raises UsageError, or WorkspaceError."""
    number = asked.get("version", "")
    if not (number.isascii() and number.isdecimal()):
        raise UsageError("地址里没有数据版本，请回到原来的页面重新下载。")
    return open_version(workspace(), int(number))


def asked_scope(asked: Mapping[str, str]) -> Scope:
    """Return the scope that an address names; raises UsageError for no period."""
    period, problem = parse_period(asked.get("period", ""))
    if period is None:
        raise UsageError(f"报告期不能识别：{problem}")
    county = asked.get("county", "")
    known = any(one.code == county for one in REGION.counties)
    return Scope(period.code, county if known else "", asked.get("new_area") == _WITH)


def file_of(store: Store, look: Look, scope: Scope, limit: int) -> LedgerFile:
    """Return title, notes and columns of the file of a look."""
    dataset, known = DATASETS[look.dataset], columns(look.dataset)
    ask = ledgers.ask_of(look, scope)
    n_found, n_all = ledgers.count(store, ask), ledgers.count(store, ask.whole)
    words = ledgers.asked_words(look, scope, ledgers.periods(store, look.dataset))
    notes = [
        f"条件：{'；'.join(words)}",
        f"符合条件 {n_found:,} 行，共 {n_all:,} 行；数据版本 v{store.version}",
        "单位写在表头的括号里；空白为未填，饮用水源井位置按约1公里取整，人员姓名和电话已隐去一部分。",
    ]
    if n_found > limit:
        notes.append(f"只含前 {limit:,} 行：本格式一次最多 {limit:,} 行，请缩小条件后分次下载。")
    shown = look.shown or (*known,)
    listed = tuple(known[name] for name in shown)
    return LedgerFile(f"{dataset.label}_{scope.period}", tuple(notes), listed)


def _sent(store: Store, look: Look, scope: Scope, ending: str) -> Response:
    limit = LIMITS[ending]
    file = file_of(store, look, scope, limit)
    batches = ledgers.stream(store, ledgers.ask_of(look, scope), limit)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(file.stem)}.{ending}",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
    if ending == "csv":
        return StreamingResponse(
            csv_parts(file, batches), headers=headers, media_type=_TYPES[ending]
        )
    with tempfile.NamedTemporaryFile(suffix=".xlsx", delete=False) as place:
        path = Path(place.name)
    try:
        write_xlsx(file, batches, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return FileResponse(
        path, headers=headers, media_type=_TYPES[ending], background=BackgroundTask(path.unlink)
    )


def columns_shown(look: Look) -> tuple[str, ...]:
    """Return the columns of the page's table."""
    return look.shown or first_columns(look.dataset)
