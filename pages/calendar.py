"""报送日历: see gwdash.ui.views.calendar."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import calendar

calendar.show(open_frame("calendar"))
