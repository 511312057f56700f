"""方法说明: see gwdash.ui.views.method."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import method

method.show(open_frame("method"))
