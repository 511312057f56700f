"""数据字典: every ledger with its fields, rules and code lists, from the declarations that read.

The page shows the same words; ``docs/dictionary.md`` is all of it as one text.
"""

from collections.abc import Iterator, Sequence

from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Column, Dataset, DatasetKind, Kind, Need, RowRule, Rule
from gwdash.registry.region import REGION
from gwdash.registry.sentences import rule_words

NEEDS = {Need.LOAD: "必填", Need.COMPLETE: "应填", Need.OPTIONAL: "选填"}
KINDS = {
    DatasetKind.OFFICE: "办公室维护：最近一次下达的内容有效",
    DatasetKind.REGISTER: "台账：每个填报单位最近一次报送的内容有效",
    DatasetKind.PERIODIC: "分期数据：每期报送当期有效",
    DatasetKind.OBSERVATION: "监测数据：同一监测结果以最近一次报送为准",
}
FIELD_KINDS = {
    Kind.TEXT: "文字", Kind.IDENTIFIER: "编码（文字）", Kind.NUMBER: "数值", Kind.INTEGER: "整数",
    Kind.PERCENT: "百分数", Kind.DATE: "日期", Kind.DATETIME: "日期时间", Kind.MONTH: "年月",
    Kind.PERIOD: "报告期", Kind.BOOLEAN: "是或否", Kind.CODE: "选项", Kind.COUNTY: "县市区",
    Kind.REPORTER: "单位", Kind.UNITS: "多个单位", Kind.TASK: "重点任务", Kind.ANALYTE: "监测指标",
    Kind.RESULT: "检测结果",
    Kind.LONGITUDE: "经度", Kind.LATITUDE: "纬度", Kind.BOUNDARY: "边界",
}  # fmt: skip
NEED_WORDS = (
    "必填：缺了这一行不能提交；应填：缺了可以提交，列为提醒并计入完整率；选填：有就填。"
    "“也认识的表头”不用改成标准写法，可以直接上传。"
)
_GROUPS = {
    "units": f"{sum(unit.member for unit in REGION.units)}家成员单位",
    "counties": f"{len(REGION.counties)}个县市区",
    "office": REGION.unit(REGION.office).short_name,
}
#: Rules whose breach counts as incomplete, whatever the declaration says of severity.
_COUNTED = Rule.REQUIRED_IF
#: Figures with thousands apart and never in powers of ten.
_FIGURE = ",.12g"
FIELD_HEADINGS = (
    "字段", "要求", "类型", "单位", "说明", "可选内容或范围", "也认识的表头", "依据", "代码",
)  # fmt: skip
RULE_HEADINGS = ("规则", "不符合时", "允差或倍数", "依据")
CODE_HEADINGS = ("选项表", "可选内容", "也认识的写法", "说明", "依据")


def reporters(dataset: Dataset) -> str:
    """Return who hands a ledger in, in words."""
    codes = {unit.code: unit.short_name for unit in REGION.units}
    return "、".join(_GROUPS.get(word, codes.get(word, word)) for word in dataset.reporters)


def facts(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    """Return what a ledger is: a name and a sentence each, nothing without one."""
    due = f"，期末后 {dataset.due_day} 日前" if dataset.due_day else ""
    found = (
        ("一行是什么", dataset.grain),
        ("填报单位", reporters(dataset)),
        ("报送频次", f"{dataset.cadence.words}{due}"),
        ("哪些行有效", KINDS[dataset.kind]),
        ("唯一标识", "、".join(dataset.column(name).field.label for name in dataset.key)),
        ("以办公室为准", "、".join(column.field.label for column in dataset.kept_by_office)),
        ("说明", dataset.description),
    )
    return tuple((name, words) for name, words in found if words)


def allowed(column: Column) -> str:
    """Return the words or the range that a column allows, empty where there is neither."""
    field = column.field
    if field.codes is not None:
        return "、".join(field.codes.labels)
    if field.minimum is not None and field.maximum is not None:
        return f"{field.minimum:{_FIGURE}}–{field.maximum:{_FIGURE}}"
    return ""


def fields(dataset: Dataset) -> list[dict[str, str]]:
    """Return every column of a ledger under the headings of `FIELD_HEADINGS`."""
    return [dict(zip(FIELD_HEADINGS, _field(column), strict=True)) for column in dataset.columns]


def _field(column: Column) -> tuple[str, ...]:
    field = column.field
    return (
        field.label, NEEDS[column.need], FIELD_KINDS[field.kind], field.unit, field.description,
        allowed(column), "、".join([*column.aliases, *field.aliases]), field.source, field.name,
    )  # fmt: skip


def rules(dataset: Dataset) -> list[tuple[str, ...]]:
    """Return the rules over several columns under the headings of `RULE_HEADINGS`."""
    return [_rule(dataset, rule) for rule in dataset.rules]


def _rule(dataset: Dataset, rule: RowRule) -> tuple[str, ...]:
    limit = rule.threshold
    figure = f"{limit.label} {limit.value:g}{limit.unit}" if limit else ""
    return rule_words(dataset, rule), outcome(rule), figure, rule.source


def outcome(rule: RowRule) -> str:
    """Return what becomes of a row that breaks a rule, in words."""
    if rule.rule is _COUNTED:
        return "提醒，计入完整率"
    return "提醒" if rule.warns else "错误，改后再报"


def codes(dataset: Dataset) -> list[tuple[str, ...]]:
    """Return a ledger's code lists under the headings of `CODE_HEADINGS`."""
    lists = {c.field.codes.name: c.field.codes for c in dataset.columns if c.field.codes}
    rows: list[tuple[str, ...]] = []
    for listed in lists.values():
        also = "；".join(
            f"{code.label}：{'、'.join(code.aliases)}" for code in listed.codes if code.aliases
        )
        explained = "".join(sentence for _, sentence in listed.explained)
        rows.append((listed.label, "、".join(listed.labels), also, explained, listed.source))
    return rows


def markdown() -> str:
    """Return all ledgers as the text of ``docs/dictionary.md``."""
    lines = [
        "# 数据字典",
        "",
        "由程序的声明生成（`python -m gwdash docs`），与页面“数据字典”相同；不要手工修改。",
        "",
        NEED_WORDS,
    ]
    for dataset in DATASETS.values():
        lines += ["", f"## {dataset.label}（{dataset.name}）", ""]
        lines += [f"- {name}：{words}" for name, words in facts(dataset)]
        lines += _table(FIELD_HEADINGS, [tuple(row.values()) for row in fields(dataset)])
        lines += _table(RULE_HEADINGS, rules(dataset))
        lines += _table(CODE_HEADINGS, codes(dataset))
    return "\n".join(lines) + "\n"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield _line(headings)
    yield _line(["---"] * len(headings))
    yield from map(_line, rows)


def _line(cells: Sequence[str]) -> str:
    words = (" ".join(cell.replace("|", "｜").split()) or "—" for cell in cells)
    return f"| {' | '.join(words)} |"
