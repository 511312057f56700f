"""How far a rule has come by its stage: the weights of the stages, with where they come from."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gwdash import config
from gwdash.errors import UsageError
from gwdash.registry.fields.affairs import RULE_STAGE
from gwdash.registry.region import REGION_FOLDER

FILE_NAME = "rule_stages.toml"
_FULL = 100.0


@dataclass(frozen=True, slots=True)
class StageWeights:
    """Percent done by the code of the stage; a stage without a weight is not judged."""

    source: str
    weights: Mapping[str, float]

    def __post_init__(self) -> None:
        """Raise UsageError for stages that do not exist and for figures that are no percentages."""
        unknown = set(self.weights) - {code.code for code in RULE_STAGE.codes}
        if unknown:
            raise UsageError(f"制度阶段权重中有未知阶段：{'、'.join(sorted(unknown))}。")
        if any(not 0 <= weight <= _FULL for weight in self.weights.values()):
            raise UsageError("制度阶段权重应在0和100之间。")

    def of(self, stage: str) -> float | None:
        """Return the percent done of a stage, None for one that is not judged (已废止, 未填)."""
        return self.weights.get(stage)

    @property
    def sentence(self) -> str:
        """The weights in one sentence, with their source."""
        named = (
            f"{code.label} {self.weights[code.code]:g}"
            for code in RULE_STAGE.codes
            if code.code in self.weights
        )
        return f"阶段进度：{'、'.join(named)}（%，{self.source}）"


def load_stage_weights(path: Path) -> StageWeights:
    """Read the weights; raises UsageError where they are missing or contradict themselves."""
    try:
        facts = tomllib.loads(path.read_text("utf-8"))
        weights = {stage: float(weight) for stage, weight in facts["weights"].items()}
        return StageWeights(facts["source"], weights)
    except (FileNotFoundError, KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"制度阶段权重 {path.name} 缺失或不完整，请对照默认区域包补齐：{error}"
        ) from error


@cache
def stage_weights() -> StageWeights:
    """Return the weights of the region that this installation serves."""
    return load_stage_weights(REGION_FOLDER / config.text(config.REGION) / FILE_NAME)
