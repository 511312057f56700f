"""One published city for all questions."""

import pytest
import ui_city

from gwdash.store.database import open_version


@pytest.fixture(scope="session")
def city(tmp_path_factory):
    return ui_city.build(tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="session")
def store(city):
    return open_version(city.home, city.version)
