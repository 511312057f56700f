"""成员单位: see gwdash.ui.views.units."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import start_guide, units

frame = open_frame("units")
if frame.store is None:
    start_guide.show(frame)
else:
    units.show(frame)
