"""The limits as rows and the class as SQL, so that a store classifies results by one join."""

from collections.abc import Iterable

from gwdash.standards.analytes import ANALYTES, Analyte
from gwdash.standards.results import ABSENT_WORDS, PRESENT_WORDS

LimitRow = dict[str, str | bool | None]

#: The table that `CLASS_SQL` joins as ``l``; the columns are those of `limits_table`.
LIMITS_DDL = """\
CREATE TABLE ref.analyte_limit (
    analyte VARCHAR,
    label VARCHAR,
    unit VARCHAR,
    kind VARCHAR,
    is_routine BOOLEAN,
    class1 DECIMAL(28,12),
    class2 DECIMAL(28,12),
    class3 DECIMAL(28,12),
    class4 DECIMAL(28,12),
    ph_low1 DECIMAL(28,12),
    ph_high1 DECIMAL(28,12),
    ph_low4 DECIMAL(28,12),
    ph_high4 DECIMAL(28,12),
    class1_limit DECIMAL(28,12),
    worst_class TINYINT,
    nd_is_class1 BOOLEAN,
    is_text BOOLEAN,
    zero_is_doubtful BOOLEAN
)"""


def _row(analyte: Analyte) -> LimitRow:
    upper = [None if limit is None else str(limit) for limit in analyte.upper]
    bands = analyte.ph_bands
    return {
        "analyte": analyte.code,
        "label": analyte.label,
        "unit": analyte.unit,
        "kind": analyte.kind,
        "is_routine": analyte.routine,
        **{f"class{grade}": limit for grade, limit in enumerate(upper, start=1)},
        "ph_low1": str(bands.low1) if bands else None,
        "ph_high1": str(bands.high1) if bands else None,
        "ph_low4": str(bands.low4) if bands else None,
        "ph_high4": str(bands.high4) if bands else None,
        "class1_limit": upper[0] if analyte.kind in {"le", "radio"} else None,
        "worst_class": "4" if analyte.kind == "radio" else "5",
        "nd_is_class1": analyte.kind == "nd1",
        "is_text": analyte.kind == "text",
        "zero_is_doubtful": analyte.is_concentration,
    }


def limits_table() -> list[LimitRow]:
    """Return one row an indicator for ``ref.analyte_limit``, numbers as decimal text.

    ``class1`` … ``class4`` are upper limits in the standard's unit; a `class1` of 0 stands for
    不得检出, and the first missing one for “everything above is this class”.
    """
    return [_row(analyte) for analyte in ANALYTES.values()]


#: What a result can prove: label, best and worst class. Their places, from 1, are `class_proof`.
_PROOFS = (
    *(("ⅠⅡⅢⅣⅤ"[grade - 1], grade, grade) for grade in range(1, 6)),
    ("Ⅰ", 1, 1),  # a concentration typed as 0
    *((f"≤{'ⅠⅡⅢⅣⅤ'[grade - 1]}", 1, grade) for grade in (2, 3, 4)),
    *(("未定", best, 5) for best in (1, 2, 3, 4)),
    *(("未定", best, 4) for best in (1, 2, 3)),
)
_DOUBTFUL = 6
_TARGET = 3


def _against(place: int, best: int, worst: int) -> str:
    if worst <= _TARGET:
        return "达标(存疑)" if place == _DOUBTFUL else "达标"
    return "超标" if best > _TARGET else "无法判定"


def _list(values: Iterable[object]) -> str:
    quoted = ("NULL" if v is None else f"'{v}'" if isinstance(v, str) else str(v) for v in values)
    return f"[{', '.join(quoted)}]"


_BEST = _list(best for _, best, _ in _PROOFS)
_WORST = _list(worst for _, _, worst in _PROOFS)
_GRADE = _list(best if best == worst else None for _, best, worst in _PROOFS)
_LABEL = _list(label for label, _, _ in _PROOFS)
_AGAINST = _list(
    _against(place, best, worst) for place, (_, best, worst) in enumerate(_PROOFS, start=1)
)
_WORD = r"regexp_replace(r.raw, '[ \t\n\r\f\x{a0}\x{3000}]', '', 'g')"

#: The select list that adds the class to results ``r`` joined with limits ``l``. ``r`` has the
#: columns analyte, value, flag, detection_limit and raw, numbers in the standard's unit.
#: `gbt14848.classify_value` is its oracle; ``class_best`` to ``class_worst`` is the proven range.
#: The cast makes the expression one that DuckDB computes once a row, which it never does for a
#: bare CASE; the other columns are then look-ups by `class_proof`. Words are looked for in a
#: list, because a long IN becomes a join over all rows.
CLASS_SQL = f"""\
CAST(CASE
    WHEN l.analyte IS NULL THEN NULL
    WHEN l.is_text THEN CASE
        WHEN r.flag NOT IN ('text', 'value') THEN 10
        WHEN list_contains({_list(ABSENT_WORDS)}, {_WORD}) THEN 1
        WHEN list_contains({_list(PRESENT_WORDS)}, {_WORD}) THEN 5
        ELSE 10 END
    WHEN r.flag IN ('nd', 'nd_no_dl') AND l.nd_is_class1 THEN 1
    WHEN l.kind = 'ph' THEN CASE
        WHEN r.value IS NULL THEN 10
        WHEN r.flag = 'value' THEN CASE
            WHEN r.value BETWEEN l.ph_low1 AND l.ph_high1 THEN 1
            WHEN r.value BETWEEN l.ph_low4 AND l.ph_high4 THEN 4
            ELSE 5 END
        WHEN r.flag <> 'right_censored' THEN 10
        WHEN r.value >= l.ph_high4 THEN 5
        WHEN r.value >= l.ph_high1 THEN 13
        ELSE 10 END
    WHEN r.flag = 'value' AND r.value IS NOT NULL THEN CASE
        WHEN r.value <= l.class1
            THEN CASE WHEN r.value = 0 AND l.zero_is_doubtful THEN {_DOUBTFUL} ELSE 1 END
        WHEN r.value <= l.class2 THEN 2
        WHEN r.value <= l.class3 THEN 3
        WHEN l.class4 IS NULL OR r.value <= l.class4 THEN 4
        ELSE 5 END
    WHEN r.flag = 'nd' AND r.detection_limit IS NOT NULL THEN CASE
        WHEN r.detection_limit <= l.class1 THEN 1
        WHEN r.detection_limit <= l.class2 THEN 7
        WHEN r.detection_limit <= l.class3 THEN 8
        WHEN l.class4 IS NULL OR r.detection_limit <= l.class4 THEN 9
        ELSE 10 END
    WHEN r.flag = 'right_censored' AND r.value IS NOT NULL THEN CASE
        WHEN r.value < l.class1 THEN CASE WHEN l.worst_class = 4 THEN 14 ELSE 10 END
        WHEN r.value < l.class2 THEN CASE WHEN l.worst_class = 4 THEN 15 ELSE 11 END
        WHEN r.value < l.class3 THEN CASE WHEN l.worst_class = 4 THEN 16 ELSE 12 END
        WHEN l.class4 IS NULL THEN 4
        WHEN r.value < l.class4 THEN 13
        ELSE 5 END
    ELSE 10
END AS TINYINT) AS class_proof,
{_BEST}[class_proof] AS class_best,
{_WORST}[class_proof] AS class_worst,
{_GRADE}[class_proof] AS class_grade,
coalesce({_LABEL}[class_proof], '未定') AS class_label,
coalesce(class_proof = {_DOUBTFUL}, FALSE) AS class_doubtful,
coalesce({_AGAINST}[class_proof], '无法判定') AS against_class3"""
