"""总览: where the seven tasks stand, what is worst, and who has not reported."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import overview, start_guide

frame = open_frame("overview")
if frame.store is None:
    start_guide.show(frame)
else:
    overview.show(frame)
