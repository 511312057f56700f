"""项目资金: see gwdash.ui.views.funds."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import funds, start_guide

frame = open_frame("funds")
if frame.store is None:
    start_guide.show(frame)
else:
    funds.show(frame)
