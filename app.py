"""The web face: ``streamlit run app.py`` starts everything."""

import streamlit as st

from gwdash.ui.errors import show_failure
from gwdash.ui.lifespan import lifespan
from gwdash.ui.routes import MIDDLEWARE, ROUTES

app = st.App(
    "gwdash/ui/shell.py",
    routes=ROUTES,
    middleware=MIDDLEWARE,
    lifespan=lifespan,
    on_script_error=show_failure,
)
