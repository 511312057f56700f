"""材料导出: see gwdash.ui.views.briefings."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import briefings, start_guide

frame = open_frame("briefings")
if frame.store is None:
    start_guide.show(frame)
else:
    briefings.show(frame, frame.store)
