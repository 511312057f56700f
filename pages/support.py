"""宣传与技术支撑: see gwdash.ui.views.support."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import start_guide, support

frame = open_frame("support")
if frame.store is None:
    start_guide.show(frame)
else:
    support.show(frame)
