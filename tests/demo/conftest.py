"""The demo's raw files, read once for all tests that compute its figures again."""

import pytest
from raw_city import RawCity
from raw_indicators_b import RawIndicatorsB


@pytest.fixture(scope="session")
def raw(demo_city):
    """Return what the raw files of the demo say."""
    return RawCity(demo_city)


@pytest.fixture(scope="session")
def indicators(raw):
    """Return the indicators as the raw files have them, each ledger read once."""
    return RawIndicatorsB(raw)
