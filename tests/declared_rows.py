"""Rows of any ledger, drawn from its declaration alone: what is typed, and what is stored of it."""

import json
from datetime import date, datetime

from hypothesis import strategies as st

from gwdash.registry.model import Format, Kind, Need, Rule
from gwdash.registry.region import REGION
from gwdash.standards.gbt14848 import ANALYTES
from gwdash.standards.identifiers import USCC_ALPHABET, uscc_check_character

NOTHING = (None, None)
TEXT = st.text(st.sampled_from("井水咸阳ABC123-，。 "), min_size=1, max_size=12).map(str.strip)
WORDS = TEXT.filter(lambda text: text not in {"", "-", "--"})
PLAIN_ID = st.from_regex(r"[A-Z0-9]{1,4}(-[0-9]{1,4})?", fullmatch=True)
CONCENTRATIONS = sorted(
    code for code, analyte in ANALYTES.items() if analyte.unit == "mg/L" and analyte.kind == "le"
)
#: What is read together with other columns, or gives way to what they say.
READ_TOGETHER = {"result", "unit", "detection_limit", "x_north_m", "y_east_m", "coord_sys"}


def same(strategy):
    return strategy.map(lambda value: (value, value))


def whole_numbers(field):
    low = 2 if field.minimum is None else int(field.minimum) + 2
    high = min(int(field.maximum or 900), max(low + 50, 900))
    return st.integers(low, high)


def units(_field):
    chosen = st.lists(st.sampled_from(REGION.reporters), min_size=1, max_size=3, unique=True)
    return chosen.map(lambda rs: ("、".join(r.name for r in rs), ";".join(r.code for r in rs)))


def moments(_field):
    days = st.datetimes(datetime(2001, 1, 1), datetime(2099, 12, 31))  # noqa: DTZ001
    return same(days.map(lambda d: d.replace(second=0, microsecond=0)))


def months(_field):
    day = st.tuples(st.integers(1900, 2024), st.integers(1, 12))
    return st.one_of(
        day.map(lambda d: (f"{d[0]}{d[1]:02}", f"{d[0]}-{d[1]:02}")),
        day.map(lambda d: (f"{d[0]}年{d[1]}月", f"{d[0]}-{d[1]:02}")),
        day.map(lambda d: (str(d[0]), str(d[0]))),
    )


USCCS = st.text(st.sampled_from(USCC_ALPHABET), min_size=17, max_size=17).map(
    lambda body: body + uscc_check_character(body)
)
FORMATS = {
    Format.USCC: USCCS,
    Format.PERMIT: st.tuples(USCCS, st.integers(1, 999)).map(lambda t: f"{t[0]}{t[1]:03}P"),
    Format.SEALED_WELL: st.integers(0, 9999).map(lambda n: f"610402{n:04}A1B2W"),
}


def identifiers(field):
    return same(FORMATS[field.format] if field.format else PLAIN_ID)


def square(county):
    """Return a small square in the middle of a county as corners, and as it is kept."""
    lon, lat = county.label_at
    ring = [(lon, lat), (lon + 0.01, lat), (lon + 0.01, lat + 0.01), (lon, lat + 0.01)]
    ring = [(round(x, 6), round(y, 6)) for x, y in ring]
    geometry = {"type": "Polygon", "coordinates": [[*map(list, ring), list(ring[0])]]}
    text = "；".join(f"{x}，{y}" for x, y in ring)
    return text, json.dumps(geometry, separators=(",", ":"))


#: For each kind of column a strategy of (what is typed, what is stored).
ENTRIES = {
    Kind.TEXT: lambda _: same(WORDS),
    Kind.IDENTIFIER: identifiers,
    Kind.CODE: lambda f: st.sampled_from(f.codes.codes).map(lambda c: (c.label, c.code)),
    Kind.BOOLEAN: lambda _: st.sampled_from([("是", True), ("否", False)]),
    Kind.COUNTY: lambda _: st.sampled_from(REGION.counties).map(lambda c: (c.name, c.code)),
    Kind.REPORTER: lambda _: st.sampled_from(REGION.reporters).map(lambda r: (r.name, r.code)),
    Kind.UNITS: units,
    Kind.TASK: lambda _: st.sampled_from(REGION.tasks).map(lambda t: (t.short_name, t.no)),
    Kind.DATE: lambda _: same(st.dates(date(2001, 1, 1), date(2099, 12, 31))),
    Kind.DATETIME: moments,
    Kind.MONTH: months,
    Kind.NUMBER: lambda f: same(whole_numbers(f).map(float)),
    Kind.PERCENT: lambda f: same(whole_numbers(f).map(float)),
    Kind.INTEGER: lambda f: same(whole_numbers(f)),
    Kind.BOUNDARY: lambda _: st.sampled_from(REGION.counties).map(square),
    Kind.ANALYTE: lambda _: st.sampled_from(CONCENTRATIONS).map(lambda c: (ANALYTES[c].label, c)),
}
ANGLES = {Kind.LONGITUDE, Kind.LATITUDE}


def needed(dataset):
    """Return the columns without which a row cannot be: those to load, and their parts."""
    load = [c for c in dataset.stored_columns if c.need is Need.LOAD]
    parts = {part.column for c in load for part in (c.derived[-1] if c.derived else ())}
    return {c.name for c in load} | parts


@st.composite
def rows(draw, dataset, *, most=4):
    """Draw rows that break no rule that stops them, each with a key of its own."""
    must = needed(dataset)
    columns = [
        c
        for c in dataset.entered_columns
        if c.name not in READ_TOGETHER and c.field.kind not in ANGLES
    ]
    entries = {
        c.name: ENTRIES[c.field.kind](c.field)
        if c.name in must
        else st.one_of(st.just(NOTHING), ENTRIES[c.field.kind](c.field))
        for c in columns
    }
    drawn = draw(st.lists(st.fixed_dictionaries(entries), min_size=1, max_size=most))
    placed = any(rule.rule is Rule.POSITION for rule in dataset.rules) and draw(st.booleans())
    return [finished(dataset, row, number, placed) for number, row in enumerate(drawn)]


def finished(dataset, row, number, placed):
    row = row | distinct(dataset, number)
    if row.get("boundary", NOTHING)[1]:
        county = row["county_code"][1] or REGION.counties[0].code
        row |= {"boundary": square(REGION.county(county)),
                "vector_system": ("CGCS2000经纬度", "cgcs2000")}  # fmt: skip
    if placed:
        row |= position(row["county_code"][1])
    obeyed(dataset, row)
    for column in dataset.stored_columns:
        if column.derived:
            row[column.name] = (None, joined(column, row))
    return row


def distinct(dataset, number):
    """Return a key value that no other row of the file has."""
    for name in dataset.key:
        column = dataset.column(name)
        if column.derived:
            body = f"91610400MA6X{number:05}"
            code = body + uscc_check_character(body)
            return {"uscc": (code, code), "permit_no": NOTHING}
        if column.field.format:
            return {name: (f"610402{number:04}A1B2W",) * 2}
        if column.field.kind in {Kind.IDENTIFIER, Kind.TEXT}:
            return {name: (f"K-{number:03}",) * 2}
    raise AssertionError(dataset.name)


def position(county):
    lon, lat = REGION.county(county).label_at
    return {"lon": (lon, lon), "lat": (lat, lat)}


def joined(column, row):
    for option in column.derived:
        values = [(part, row[part.column][1]) for part in option]
        if all(value for _, value in values):
            return "".join(part.of(value) for part, value in values)
    return None


def obeyed(dataset, row):
    """Leave out what breaks a rule that stops the row, first what can be left out."""
    must = needed(dataset)
    rules = [rule for rule in dataset.rules if rule.rule in BREACHES and not rule.warns]
    for _ in range(len(rules) + 1):
        for rule in rules:
            if rule.when is None or rule.when.holds(row[rule.when.column][1]):
                BREACHES[rule.rule](row, rule, must)


def drop(row, must, *names):
    row[next(name for name in names if name not in must)] = NOTHING


def put_in_order(row, rule, must):
    low, high = (row.get(name, NOTHING)[1] for name in rule.columns)
    if low is not None and high is not None and low >= high:
        drop(row, must, *rule.columns)


def leave_empty(row, rule, must):
    for name in rule.columns:
        if row[name][1]:
            drop(row, must, name, rule.when.column)


def keep_to_allowed(row, rule, must):
    if row[rule.columns[0]][1] not in (None, *rule.allowed):
        drop(row, must, *rule.columns, rule.when.column)


def give_one(row, rule, _must):
    if all(row[name][1] is None for name in rule.columns):
        row[rule.columns[0]] = (7.0, 7.0)


BREACHES = {
    Rule.ORDERED: put_in_order,
    Rule.NOT_ABOVE: put_in_order,
    Rule.EMPTY_IF: leave_empty,
    Rule.ALLOWED_IF: keep_to_allowed,
    Rule.ONE_OF: give_one,
}
