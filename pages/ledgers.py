"""台账查询: see gwdash.ui.views.ledgers."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import ledgers, start_guide

frame = open_frame("ledgers")
if frame.store is None:
    start_guide.show(frame)
else:
    ledgers.show(frame)
