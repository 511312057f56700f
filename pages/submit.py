"""数据填报: see gwdash.ui.views.submit."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import submit

submit.show(open_frame("submit"))
