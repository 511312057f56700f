"""What happens once when the server starts and once when it stops."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.intake.maintenance import prepare
from gwdash.ui.memory import quiet_collector
from gwdash.ui.packing import use_a_wide_window

_log = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Bring the workspace in line with the program, then serve until the server stops.

    What cannot be mended here is logged and stands on every page as its sentence, so that the
    office sees it where it looks.
    """
    use_a_wide_window()
    try:
        rebuilt = prepare(workspace())
        if rebuilt is not None:
            _log.warning("程序已更新，第 %s 版的数据文件已由档案重新生成。", rebuilt)
    except GwdashError as error:
        _log.error("%s", error)
    async with quiet_collector(app):
        yield
