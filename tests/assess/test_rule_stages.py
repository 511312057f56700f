"""The weights of a rule's stages come from the region pack, with their source."""

import pytest

from gwdash.assess.rule_stages import StageWeights, load_stage_weights, stage_weights
from gwdash.errors import UsageError
from gwdash.registry.fields.affairs import RULE_STAGE


def test_stages_go_on_from_nothing_to_done():
    weights = stage_weights()
    judged = [weights.of(code.code) for code in RULE_STAGE.codes if code.code != "repealed"]
    assert judged == sorted(judged)
    assert (judged[0], judged[-1]) == (0, 100)
    assert weights.of("repealed") is None
    assert weights.of("") is None
    assert "起草 20" in weights.sentence
    assert weights.source in weights.sentence


@pytest.mark.parametrize("weights", [{"drafting": 101.0}, {"drafting": -1.0}, {"unknown": 5.0}])
def test_weights_that_cannot_be_are_refused(weights):
    with pytest.raises(UsageError):
        StageWeights("默认", weights)


@pytest.mark.parametrize(
    "text", ["", 'source = "默认"', "[weights\n", 'source = "默认"\n[weights]\ndrafting = "多"']
)
def test_a_file_that_says_nothing_is_refused_by_its_name(tmp_path, text):
    path = tmp_path / "rule_stages.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"rule_stages\.toml"):
        load_stage_weights(path)
    with pytest.raises(UsageError, match="缺失"):
        load_stage_weights(tmp_path / "none.toml")
