"""Garbage collection apart from page runs.

A collection after each script run stops every session for about 100 ms; what the imports made
never becomes garbage and is frozen, the rest is collected once a minute in a thread of its own.
"""

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

SECONDS_BETWEEN = 60.0


def collect_until(stopped: threading.Event, seconds: float = SECONDS_BETWEEN) -> None:
    """Collect garbage every `seconds` until the event is set."""
    while not stopped.wait(seconds):
        gc.collect()


@asynccontextmanager
async def quiet_collector(_app: st.App) -> AsyncIterator[None]:
    """Freeze what exists at the start and collect in the background while the server lives."""
    gc.collect()
    gc.freeze()
    stopped = threading.Event()
    worker = threading.Thread(target=collect_until, args=(stopped,), daemon=True)
    worker.start()
    try:
        yield
    finally:
        stopped.set()
        worker.join()
