from datetime import date

import pytest

from gwdash.registry.datasets import DATASETS, _named
from gwdash.registry.model import (
    DEFAULT_SOURCE,
    Cadence,
    Code,
    CodeList,
    Column,
    Dataset,
    DatasetKind,
    Field,
    Format,
    Kind,
    Need,
    Part,
    RegistryError,
    RowRule,
    Rule,
    When,
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


CODE = Field("kind", "类别", Kind.CODE, "类别。", codes=CODES)
WIDTH = Field("width_m", "宽", Kind.NUMBER, "宽度。", unit="m")
ID = Field("item", "编号", Kind.IDENTIFIER, "编号。")
WIDE = (Column(NAME), Column(SIZE), Column(WIDTH), Column(CODE))
IF_X = When("kind", ("x",))


@pytest.mark.parametrize(
    "facts",
    [
        {"rule": Rule.REQUIRED_IF, "columns": ("size_m",)},
        {"rule": Rule.EMPTY_IF, "columns": ("size_m",)},
        {"rule": Rule.ALLOWED_IF, "columns": ("kind",), "allowed": ("x",)},
        {"rule": Rule.ALLOWED_IF, "columns": ("kind",), "when": IF_X},
        {"rule": Rule.REQUIRED_IF, "columns": ("size_m",), "when": IF_X, "allowed": ("x",)},
        {"rule": Rule.ORDERED, "columns": ("size_m",)},
        {"rule": Rule.NOT_ABOVE, "columns": ("size_m", "width_m", "name")},
        {"rule": Rule.SUM_EQUALS, "columns": ("size_m", "width_m")},
        {"rule": Rule.ONE_OF, "columns": ("size_m",), "within": ("name",)},
    ],
)
def test_a_rule_that_cannot_be_applied_is_refused(facts):
    with pytest.raises(RegistryError):
        RowRule(**facts)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (RowRule(Rule.REQUIRED_IF, ("size_m",), when=When("no_column")), "no column"),
        (RowRule(Rule.REQUIRED_IF, ("size_m",), when=When("kind", ("y",))), "no value"),
        (RowRule(Rule.REQUIRED_IF, ("kind",), when=IF_X), "itself"),
        (RowRule(Rule.ALLOWED_IF, ("size_m",), when=IF_X, allowed=("x",)), "no value"),
        (RowRule(Rule.NOT_ABOVE, ("size_m", "width_m"), within=("nothing",)), "no column"),
    ],
)
def test_a_rule_about_what_a_dataset_lacks_is_refused(rule, words):
    with pytest.raises(RegistryError, match=words):
        dataset(*WIDE, rules=(rule,))


@pytest.mark.parametrize(
    ("when", "value", "holds"),
    [
        (IF_X, "x", True),
        (IF_X, "y", False),
        (IF_X, None, False),
        (When("kind", ("x",), other_than=True), "x", False),
        (When("kind", ("x",), other_than=True), "y", True),
        (When("kind", ("x",), other_than=True), None, False),
        (When("kind"), "y", True),
        (When("kind"), None, False),
        (When("is_it", (True,)), True, True),
        (When("is_it", (True,)), False, False),
        (When("is_it", (False,)), False, True),
    ],
)
def test_when_a_condition_holds(when, value, holds):
    assert when.holds(value) is holds


@pytest.mark.parametrize(
    ("part", "value", "gives"),
    [
        (Part("name"), "甲-1", "甲-1"),
        (Part("name", keep=3), "001P", "001"),
        (Part("name", pad=3), "1", "001"),
        (Part("name", keep=3, pad=3), "12345", "123"),
        (Part("name", pad=3), "A1", "A1"),
    ],
)
def test_what_a_column_gives_to_a_joined_key(part, value, gives):
    assert part.of(value) == gives


def test_a_joined_column_is_stored_and_never_typed():
    joined = Column(ID, Need.LOAD, derived=((Part("name"),),))
    planted = dataset(joined, Column(NAME), key=("item",))
    assert planted.match("编号") is None
    assert [c.name for c in planted.stored_columns] == ["item", "name"]
    assert [c.name for c in planted.entered_columns] == ["name"]
    with pytest.raises(RegistryError, match="no column"):
        dataset(Column(ID, derived=((Part("nothing"),),)), Column(NAME))


def test_an_alias_can_mean_something_else_in_one_dataset():
    other = Field("other", "别的", Kind.TEXT, "别的。")
    planted = dataset(Column(NAME, without=("叫法",)), Column(other, aliases=("叫法",)))
    assert planted.match("叫法").field is other
    assert planted.match("名称").field is NAME


@pytest.mark.parametrize(
    ("planted", "reference", "words"),
    [
        (dataset(Column(NAME), Column(SIZE), key=("name", "size_m"), name="b"), "b", "several"),
        (dataset(name="b"), "b.nothing", "no b.nothing"),
        (dataset(name="b"), "c.name", "no c"),
    ],
)
def test_a_reference_to_nothing_is_refused(planted, reference, words):
    pointing = dataset(Column(NAME, references=reference), name="a")
    with pytest.raises(RegistryError, match=words):
        _named((pointing, planted))


def test_a_code_list_explains_what_belongs_elsewhere():
    explained = CodeList("e", "选", (Code("x", "选项"),), explained=(("旧 词", "请填选项。"),))
    assert explained.explain("旧词") == "请填选项。"
    assert explained.explain("别的") == ""
    assert explained.source == DEFAULT_SOURCE
    with pytest.raises(RegistryError, match="explained"):
        CodeList("e", "选", (Code("x", "选项"),), explained=(("选项", "请填选项。"),))
    with pytest.raises(RegistryError, match="source"):
        CodeList("e", "选", (Code("x", "选项"),), source="")


def test_only_an_identifier_has_a_format():
    with pytest.raises(RegistryError, match="format"):
        Field("n", "数", Kind.NUMBER, "数。", format=Format.USCC)
