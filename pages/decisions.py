"""议定事项: see gwdash.ui.views.decisions."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import decisions, start_guide

frame = open_frame("decisions")
if frame.store is None:
    start_guide.show(frame)
else:
    decisions.show(frame)
