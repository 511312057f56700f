"""What a decision says of its source and topic is optional: older registers read as before."""

from gwdash.registry.codes import ITEM_SOURCE
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Need

DECISION = DATASETS["decision"]


def test_source_and_topic_are_optional_columns_of_the_template():
    for name, heading in (("item_source", "来源"), ("agenda_topic", "议题")):
        column = DECISION.column(name)
        assert column.need is Need.OPTIONAL
        assert DECISION.match(heading) is column
        assert column in DECISION.entered_columns


def test_the_sources_are_those_of_the_plan_s_items():
    assert DECISION.column("item_source").field is DATASETS["work_plan"].column("item_source").field
    labels = {ITEM_SOURCE.label_of(code) for code in ("decision", "instruction", "inspection")}
    assert labels == {"议定事项", "领导批示", "督察交办"}
