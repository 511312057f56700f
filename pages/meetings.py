"""调度会议: see gwdash.ui.views.meetings."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import meetings, start_guide

frame = open_frame("meetings")
if frame.store is None:
    start_guide.show(frame)
else:
    meetings.show(frame)
