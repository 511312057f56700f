"""What every test stands on: a fixed environment, the real files, a browser, no network."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_once import built_once
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# Local time is nineteen hours behind Beijing, so that code which asks the machine for its date
# instead of gwdash.clock is wrong on most of the day.
os.environ["TZ"] = "Etc/GMT+11"
if hasattr(time, "tzset"):
    time.tzset()
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("GWDASH_HOME", None)

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


#: The file that takes longest of all, and how many of the others come between two that drive a
#: browser: so many that the last of those does not run alone at the end.
LONGEST, BETWEEN = "test_publishing_beside.py", 16


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the files that drive a browser among the first of the others.

    They wait as much as they compute, and the others compute while they wait.
    """
    driven: dict[Path, list[pytest.Item]] = {}
    plain: dict[Path, list[pytest.Item]] = {}
    for item in items:
        kind = plain if item.get_closest_marker("browser") is None else driven
        kind.setdefault(item.path, []).append(item)
    waiting = sorted(driven, key=lambda path: path.name != LONGEST)
    order: list[list[pytest.Item]] = []
    for place, path in enumerate(plain):
        if place % BETWEEN == 0 and waiting:
            order.append(driven[waiting.pop(0)])
        order.append(plain[path])
    order += [driven[path] for path in waiting]
    items[:] = [item for own in order for item in own]


@pytest.fixture(scope="session")
def repo() -> Path:
    """Return the root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of real and hostile spreadsheets, which is kept beside the checkout."""
    folder = Path(os.environ.get("GWDASH_CORPUS") or ROOT.parent / "shared" / "corpus")
    if not folder.is_dir():
        pytest.skip("no corpus of real files; GWDASH_CORPUS names its folder")
    return folder


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the temporary folder of the whole run, the same for all its processes."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def demo_city(run_folder: Path) -> Iterator[Path]:
    """Yield a workspace with the whole demo city, built once for all tests of the run.

    Read it only: who wants to write takes a copy.
    """
    city = built_once(run_folder / "demo-city", _build_city)
    before = _kept_in(city)
    yield city
    assert _kept_in(city) == before, "a test has written to the city that all tests share"


def _build_city(folder: Path) -> None:
    """Build the city as a newcomer does, in a process that pays nothing for being measured."""
    command = [sys.executable, "-m", "gwdash", "demo"]
    own = os.environ | {"GWDASH_HOME": str(folder)}
    subprocess.run(command, cwd=ROOT, env=own, stdout=subprocess.DEVNULL, check=True)


def _kept_in(city: Path) -> tuple[str, list[str]]:
    """Return the live version and the files that were handed in."""
    live = (city / "store" / "CURRENT").read_text("utf-8")
    return live, sorted(path.name for path in (city / "archive" / "raw").glob("*/*"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium; start.py has looked for one or installed it."""
    path = os.environ.get("GWDASH_CHROMIUM", "")
    if not path:
        if os.environ.get("GWDASH_REQUIRE_BROWSER") == "1":
            pytest.fail("no Chromium, although GWDASH_REQUIRE_BROWSER=1")
        pytest.skip("no Chromium; start.py test installs one, GWDASH_CHROMIUM names another")
    return path
