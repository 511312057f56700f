"""The script that Streamlit runs on every visit: page settings, navigation, then the page."""

import streamlit as st

from gwdash.registry.region import REGION
from gwdash.ui.registry import PAGES, sections

st.set_page_config(
    page_title=REGION.short_name, page_icon="💧", layout="wide", initial_sidebar_state="collapsed"
)
st.navigation(
    {
        section: [
            st.Page(spec.path, title=spec.title, url_path=spec.key, default=spec is PAGES[0])
            for spec in specs
        ]
        for section, specs in sections().items()
    },
    position="top",
).run()
