"""监测网络: see gwdash.ui.views.network."""

from gwdash.ui.frame import open_frame
from gwdash.ui.views import network, start_guide

frame = open_frame("network")
if frame.store is None:
    start_guide.show(frame)
else:
    network.show(frame)
