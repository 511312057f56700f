"""A command gives way to the pages; the server itself does not."""

import os
import subprocess
import sys

import pytest

_SAID = """
import os, sys
from gwdash.cli.priority import give_way
give_way(sys.argv[1:])
print(os.nice(0))
"""


@pytest.mark.skipif(not hasattr(os, "nice"), reason="the system ranks processes otherwise")
@pytest.mark.parametrize(
    ("arguments", "steps"), [(["submit", "well", "a.xlsx"], 10), (["serve"], 0), ([], 10)]
)
def test_commands_give_way_to_the_server(arguments, steps):
    before = os.nice(0)
    answer = subprocess.run(
        [sys.executable, "-c", _SAID, *arguments], capture_output=True, text=True, check=True
    )
    assert int(answer.stdout) == min(before + steps, 19)
