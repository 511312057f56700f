"""What is shown of persons and exact positions while there are no accounts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.archive.wording import issue_shown
from gwdash.ingest.issues import Issue, IssueKind
from gwdash.registry.datasets import DATASETS
from gwdash.registry.kinds import RegistryError
from gwdash.registry.masking import HIDDEN, field_of, shown, shown_message
from gwdash.registry.rules import When

SEALED = DATASETS["abandoned_well"]
CONTACT, PHONE, LON = (SEALED.column(n).field for n in ("contact", "contact_phone", "lon"))
NORTH, REMARK = (SEALED.column(n).field for n in ("x_north_m", "remark"))


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        (CONTACT, "张三", "张**"),
        (CONTACT, "欧阳建国", "欧**"),
        (CONTACT, "张三、李四", "张**、李**"),
        (CONTACT, "张三 13812341234", "张** 138****1234"),
        (PHONE, "13812341234", "138****1234"),
        (PHONE, "029-33211234", "029****1234"),
        (PHONE, "33211234", "332****34"),
        (PHONE, "110", "1**"),
        (PHONE, "", ""),
        (LON, "108.6812", HIDDEN),
        (NORTH, "3801234.5", HIDDEN),
        (LON, "", ""),
        (REMARK, "13812341234", "13812341234"),
    ],
)
def test_values_as_everybody_sees_them(field, text, words):
    assert shown(field, text) == words


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_the_middle_of_a_telephone_is_never_shown(number):
    assert shown(PHONE, number) == f"{number[:3]}****{number[-4:]}"


@pytest.mark.parametrize(
    ("field", "raw", "message", "words"),
    [
        (PHONE, "1381234123", "“1381234123”不是电话。", "“138****23”不是电话。"),
        (LON, "34.36789", "经度 34.36789 不在秦都区。", f"经度 {HIDDEN} 不在秦都区。"),
        (LON, "108°41′", "换算为 108.68333，请核对。", f"换算为 {HIDDEN}，请核对。"),
        (REMARK, "12345678", "“12345678”太长。", "“12345678”太长。"),
    ],
)  # fmt: skip
def test_a_sentence_does_not_repeat_what_is_masked(field, raw, message, words):
    assert shown_message(field, raw, message) == words


def test_a_finding_is_masked_by_its_field_alone():
    about = Issue.error(IssueKind.TYPE, "写的是“张三”。", cell="C3", field="contact", raw="张三")
    assert issue_shown(SEALED, about) == Issue.error(
        IssueKind.TYPE, "写的是“张**”。", cell="C3", field="contact", raw="张**"
    )
    other = Issue.error(IssueKind.TYPE, "写的是“张三”。", field="remark", raw="张三")
    assert issue_shown(SEALED, other) is other


def test_every_pair_of_plane_coordinates_and_every_degree_places_something():
    names = {c.name for d in DATASETS.values() for c in d.columns if c.field.places}
    assert names == {"lon", "lat", "x_north_m", "y_east_m", "boundary"}


def test_a_ledger_that_tells_its_water_source_and_its_place_says_which_rows_are_secret():
    for dataset in DATASETS.values():
        if dataset.places and dataset.has("source_id"):
            assert "source_id" in {when.column for when in dataset.drinking}, dataset.name


def test_a_column_that_is_not_there_has_no_field():
    assert field_of(SEALED, "nothing") is None


@pytest.mark.parametrize("when", [When("origin", ("no_such",)), When("nothing")])
def test_a_condition_that_no_row_can_meet_is_refused(when):
    with pytest.raises(RegistryError):
        replace(DATASETS["well"], drinking=(when,))
