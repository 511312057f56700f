"""`python -m gwdash`: the command line, with the demo city as one more command."""

import sys

from gwdash.cli import briefings, clerk, meetings, office, owed, watch
from gwdash.cli.app import app
from gwdash.cli.priority import give_way
from gwdash.demo.command import add_demo

clerk.register()
meetings.register()
office.register()
owed.register()
watch.register()
briefings.register()
add_demo(app)

if __name__ == "__main__":
    give_way(sys.argv[1:])
    app()
