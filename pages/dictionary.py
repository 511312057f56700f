"""数据字典: see gwdash.ui.views.dictionary."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import dictionary

dictionary.show(open_frame("dictionary"))
