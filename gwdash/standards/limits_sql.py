"""The limits as rows and the class as SQL, so that a store classifies results by one join."""

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


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


#: The select list that adds the class to results ``r`` joined with limits ``l``. ``r`` has the
#: columns analyte, value, flag, detection_limit and raw, numbers in the standard's unit.
#: `gbt14848.classify_value` is its oracle; ``class_best`` to ``class_worst`` is the proven range.
CLASS_SQL = f"""\
CASE
    WHEN l.kind = 'ph' THEN CASE
        WHEN r.value BETWEEN l.ph_low1 AND l.ph_high1 THEN 1
        WHEN r.value BETWEEN l.ph_low4 AND l.ph_high4 THEN 4
        ELSE 5 END
    WHEN CASE WHEN r.flag = 'nd' THEN r.detection_limit ELSE r.value END <= l.class1 THEN 1
    WHEN CASE WHEN r.flag = 'nd' THEN r.detection_limit ELSE r.value END <= l.class2 THEN 2
    WHEN CASE WHEN r.flag = 'nd' THEN r.detection_limit ELSE r.value END <= l.class3 THEN 3
    WHEN l.class4 IS NULL THEN 4
    WHEN CASE WHEN r.flag = 'nd' THEN r.detection_limit ELSE r.value END <= l.class4 THEN 4
    ELSE 5
END AS class_at_number,
CASE
    WHEN NOT l.is_text OR r.flag NOT IN ('text', 'value') THEN NULL
    WHEN regexp_replace(r.raw, '[ \\t\\n\\r\\f\\x{{a0}}\\x{{3000}}]', '', 'g') IN (
        {_words(ABSENT_WORDS)}
    ) THEN 1
    WHEN regexp_replace(r.raw, '[ \\t\\n\\r\\f\\x{{a0}}\\x{{3000}}]', '', 'g') IN (
        {_words(PRESENT_WORDS)}
    ) THEN 5
END AS class_of_text,
CASE
    WHEN l.analyte IS NULL THEN NULL
    WHEN l.is_text THEN coalesce(class_of_text, 1)
    WHEN r.value IS NULL THEN 1
    WHEN r.flag = 'value' THEN class_at_number
    WHEN r.flag <> 'right_censored' THEN 1
    WHEN l.kind = 'ph' THEN CASE
        WHEN r.value >= l.ph_high4 THEN 5 WHEN r.value >= l.ph_high1 THEN 4 ELSE 1 END
    WHEN r.value < l.class1 THEN 1
    WHEN r.value < l.class2 THEN 2
    WHEN r.value < l.class3 THEN 3
    WHEN l.class4 IS NULL OR r.value < l.class4 THEN 4
    ELSE 5
END AS class_best,
CASE
    WHEN l.analyte IS NULL THEN NULL
    WHEN l.is_text THEN coalesce(class_of_text, 5)
    WHEN r.flag = 'value' AND r.value IS NOT NULL THEN class_at_number
    WHEN r.flag = 'right_censored' AND r.value IS NOT NULL THEN l.worst_class
    WHEN r.flag IN ('nd', 'nd_no_dl') AND l.nd_is_class1 THEN 1
    WHEN r.flag = 'nd' AND r.detection_limit IS NOT NULL AND l.kind <> 'ph' THEN class_at_number
    ELSE 5
END AS class_worst,
CASE WHEN class_best = class_worst THEN class_best END AS class_grade,
CASE
    WHEN class_best = class_worst THEN substr('ⅠⅡⅢⅣⅤ', class_best, 1)
    WHEN r.flag = 'nd' AND class_worst < 5 THEN '≤' || substr('ⅠⅡⅢⅣⅤ', class_worst, 1)
    ELSE '未定'
END AS class_label,
coalesce(r.flag = 'value' AND r.value = 0 AND l.zero_is_doubtful, FALSE) AS class_doubtful,
CASE
    WHEN class_worst <= 3 AND class_doubtful THEN '达标(存疑)'
    WHEN class_worst <= 3 THEN '达标'
    WHEN class_best > 3 THEN '超标'
    ELSE '无法判定'
END AS against_class3"""
