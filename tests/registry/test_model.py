from datetime import date

import pytest

from gwdash.registry.datasets import DATASETS, _named
from gwdash.registry.model import (
    Cadence,
    Code,
    CodeList,
    Column,
    Dataset,
    DatasetKind,
    Field,
    Kind,
    Need,
    RegistryError,
    RowRule,
    Rule,
)

NAME = Field("name", "名称", Kind.TEXT, "名称。", aliases=("叫法",))
SIZE = Field("size_m", "尺寸", Kind.NUMBER, "大小。", unit="m")
CODES = CodeList("c", "选", (Code("x", "选项"),))


def dataset(*columns, name="planted", **changes):
    facts = {
        "label": f"设{name}",
        "kind": DatasetKind.REGISTER,
        "grain": "一行",
        "key": ("name",),
        "reporters": ("counties",),
        "cadence": Cadence.MONTH,
        "due_day": 5,
    }
    return Dataset(
        name, columns=columns or (Column(NAME, Need.LOAD), Column(SIZE)), **facts | changes
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Name"},
        {"name": "two words"},
        {"name": "名称"},
        {"label": ""},
        {"description": ""},
        {"kind": Kind.CODE},
        {"codes": CODES},
    ],
)
def test_a_field_that_cannot_be_read_or_shown_is_refused(wrong):
    facts = {"name": "name", "label": "名称", "kind": Kind.TEXT, "description": "名称。"}
    Field(**facts)
    with pytest.raises(RegistryError):
        Field(**facts | wrong)


def test_a_heading_shows_the_unit():
    assert SIZE.heading == "尺寸（m）"
    assert NAME.heading == "名称"


@pytest.mark.parametrize(
    ("columns", "changes", "words"),
    [
        ((Column(NAME), Column(NAME)), {}, "twice"),
        ((Column(NAME), Column(SIZE, aliases=("叫法",))), {}, "means"),
        ((Column(NAME), Column(SIZE, aliases=("名 称",))), {}, "means"),
        ((), {"ignored_headings": ("叫法",)}, "ignored"),
        ((), {"key": ("nothing",)}, "no column"),
        ((), {"key": ()}, "no key"),
        ((), {"rules": (RowRule(Rule.ORDERED, ("size_m", "depth_m")),)}, "no column"),
    ],
)
def test_a_dataset_that_contradicts_itself_is_refused(columns, changes, words):
    with pytest.raises(RegistryError, match=words):
        dataset(*columns, **changes)


@pytest.mark.parametrize(
    "planted",
    [
        (dataset(), dataset()),
        (dataset(name="a", aliases=("同名",)), dataset(name="b", aliases=("同 名",))),
        (dataset(Column(NAME, references="nothing")),),
    ],
)
def test_datasets_that_contradict_each_other_are_refused(planted):
    with pytest.raises(RegistryError):
        _named(planted)


def test_a_dataset_finds_its_columns_by_any_heading():
    planted = dataset(ignored_headings=("序号",))
    assert planted.match("叫 法").field is NAME
    assert planted.match("没有") is None
    assert planted.ignores(" 序号*")
    assert not planted.ignores("名称")
    assert planted.column("size_m").field is SIZE
    assert planted.has("size_m")
    assert not planted.has("width_m")
    assert planted.result_column is None
    with pytest.raises(KeyError):
        planted.column("width_m")


def test_declarations_cannot_be_changed():
    with pytest.raises(AttributeError):
        DATASETS["well"].label = "别的"
    with pytest.raises(TypeError):
        DATASETS["other"] = dataset()


def test_dates_are_bounded_by_dates():
    bounded = [c.field for d in DATASETS.values() for c in d.columns if c.field.earliest]
    assert bounded
    assert all(
        isinstance(f.earliest, date) and f.kind in {Kind.DATE, Kind.DATETIME} for f in bounded
    )
