"""突出问题: see gwdash.ui.views.problems."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import problems, start_guide

frame = open_frame("problems")
if frame.store is None:
    start_guide.show(frame)
else:
    problems.show(frame)
