"""报送记录: see gwdash.ui.views.records."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import records

records.show(open_frame("records"))
