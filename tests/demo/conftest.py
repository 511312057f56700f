"""The demo's raw files, read once for all tests that compute its figures again."""

import pytest
from raw_city import RawCity


@pytest.fixture(scope="session")
def raw(demo_city):
    """Return what the raw files of the demo say."""
    return RawCity(demo_city)
