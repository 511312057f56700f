"""一张图: see gwdash.ui.views.map."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import map as view
from gwdash.ui.views import start_guide

frame = open_frame("map")
if frame.store is None:
    start_guide.show(frame)
else:
    view.show(frame)
