"""在线修改: see gwdash.ui.views.edit."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import edit

edit.show(open_frame("edit"))
