"""县市区排名: see gwdash.ui.views.ranking."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import ranking, start_guide

frame = open_frame("ranking")
if frame.store is None:
    start_guide.show(frame)
else:
    ranking.show(frame)
