"""年度任务: see gwdash.ui.views.baseline."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import baseline

baseline.show(open_frame("baseline"))
