"""水质: see gwdash.ui.views.quality."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import quality, start_guide

frame = open_frame("quality")
if frame.store is None:
    start_guide.show(frame)
else:
    quality.show(frame)
