"""一县一单、一单位一单: see gwdash.ui.views.sheet."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import sheet, start_guide

frame = open_frame("sheet")
if frame.store is None:
    start_guide.show(frame)
else:
    sheet.show(frame)
