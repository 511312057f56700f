import pytest

from gwdash.errors import UsageError
from gwdash.ingest.profile import Profile
from gwdash.registry.datasets import DATASETS


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        (Profile(constants={"well_di": "W1"}), "well_id"),
        (Profile(mapping={"井名": "wellname"}), "井名"),
        (Profile(mapping={"井名": "没有"}), "没有字段 没有"),
        (Profile(scope="maybe"), "error 或 warn"),
    ],
)
def test_a_profile_that_does_not_fit_is_refused(profile, words):
    with pytest.raises(UsageError, match=words):
        profile.checked(DATASETS["water_level"])


def test_headings_can_be_mapped_to_analytes_in_a_crosstab_only():
    profile = Profile(mapping={"氨": "nh3n"})
    assert profile.checked(DATASETS["water_quality"]) is profile
    with pytest.raises(UsageError):
        profile.checked(DATASETS["water_level"])


def test_a_profile_as_plain_values():
    profile = Profile({"well_id": "W1"}, {"日": "measured_at"}, "slj", "2024-06", "warn", "甲镇")
    assert profile.as_dict() == {
        "constants": {"well_id": "W1"},
        "mapping": {"日": "measured_at"},
        "reporter": "slj",
        "period": "2024-06",
        "scope": "warn",
        "part": "甲镇",
    }
    assert Profile(**profile.as_dict()) == profile
    assert profile.mapped(" 日 ") == "measured_at"
    assert profile.mapped("月") is None
