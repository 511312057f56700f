"""任务进展: see gwdash.ui.views.tasks."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import start_guide, tasks

frame = open_frame("tasks")
if frame.store is None:
    start_guide.show(frame)
else:
    tasks.show(frame)
