"""Who owes what: the states of a duty, the counts, the rates; and that SQL counts alike."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gwdash.archive.model import State, Submission, SubmissionKind
from gwdash.clock import BEIJING
from gwdash.queries.calendar import (
    FACES,
    REPORTED,
    Rules,
    Status,
    due_datasets,
    duties,
    first_periods,
    latest_due_month,
    months_between,
    why_not_owed,
)
from gwdash.queries.calendar_counts import Rate, counts, rates
from gwdash.queries.report_rates import Report, rates_of, together
from gwdash.queries.report_times import times_of
from gwdash.registry.datasets import DATASETS
from gwdash.registry.duties import owed_by
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period
from gwdash.standards.workdays import DEFAULT_TABLE, due_on, read_workdays

DAYS = read_workdays(DEFAULT_TABLE)
WELL, TASKS, QUALITY = (DATASETS[n] for n in ("well", "task_progress", "water_quality"))
COUNTY = REGION.reporter("610402")
JUNE, MAY = Period.parse("2024-06"), Period.parse("2024-05")
DUE = date(2024, 7, 5)


def at(day, month=7, hour=10):
    return datetime(2024, month, day, hour, tzinfo=BEIJING)


def came(state=State.ACCEPTED, day=3, *, n=1, first=None, part="全部", **more):
    given = {
        "id": n, "dataset": "well", "reporter": COUNTY.code, "period": "2024-06",
        "period_end": date(2024, 6, 30), "submitted_at": at(day), "state": state, "part": part,
        "first_submitted_at": at(first or day) if state is State.ACCEPTED else None,
    }  # fmt: skip
    return Submission(**(given | more))


def rules(as_of=date(2024, 7, 9), **starts):
    return Rules(as_of, {"well": Period.parse("2024-05")} | starts, DAYS)


def duty(*submissions, as_of=date(2024, 7, 9), period=JUNE):
    found = duties(submissions, rules(as_of), period.last_day, period.last_day)
    return next(d for d in found if d.dataset is WELL and d.reporter == COUNTY)


@pytest.mark.parametrize(
    ("submissions", "as_of", "status", "late"),
    [
        ([], DUE, Status.NOT_YET_DUE, 0),
        ([], DUE + timedelta(days=1), Status.MISSING, 1),
        ([came()], DUE, Status.ACCEPTED, 0),
        ([came(day=5)], DUE, Status.ACCEPTED, 0),
        ([came(day=6)], date(2024, 7, 30), Status.LATE, 1),
        ([came(day=6, opening=1)], date(2024, 7, 30), Status.ACCEPTED, 0),
        ([came(kind=SubmissionKind.NIL)], DUE, Status.NIL, 0),
        ([came(kind=SubmissionKind.CARRY)], DUE, Status.CARRIED, 0),
        ([came(kind=SubmissionKind.EDIT)], DUE, Status.ACCEPTED, 0),
        ([came(kind=SubmissionKind.NIL, day=8)], date(2024, 7, 30), Status.LATE, 3),
        ([came(State.SUBMITTED)], DUE, Status.WAITING, 0),
        ([came(State.SUBMITTED, day=7)], date(2024, 7, 9), Status.WAITING, 2),
        ([came(State.RETURNED)], DUE, Status.RETURNED, 0),
        ([came(State.RETURNED)], date(2024, 7, 9), Status.RETURNED, 4),
        ([came(State.WITHDRAWN)], date(2024, 7, 9), Status.MISSING, 4),
        ([came(State.RETURNED), came(State.SUBMITTED, n=2)], DUE, Status.WAITING, 0),
        ([came(State.RETURNED), came(n=2, day=6)], date(2024, 7, 9), Status.LATE, 1),
        ([came(), came(State.SUBMITTED, n=2)], DUE, Status.ACCEPTED, 0),
        ([came(), came(State.RETURNED, n=2)], DUE, Status.ACCEPTED, 0),
        ([came(part="甲镇"), came(State.RETURNED, n=2, part="乙镇")], DUE, Status.RETURNED, 0),
        ([came(part="甲镇"), came(n=2, part="乙镇", day=9)], DUE, Status.LATE, 4),
        ([came(period="2024-05", period_end=date(2024, 5, 31))], date(2024, 7, 6),
         Status.MISSING, 1),
    ],
)  # fmt: skip
def test_how_a_duty_stands(submissions, as_of, status, late):
    found = duty(*submissions, as_of=as_of)
    assert (found.status, found.late_days, found.due_on) == (status, late, DUE)


def test_corrections_are_counted_and_a_corrected_file_is_as_early_as_its_first():
    chain = [came(State.SUPERSEDED), came(State.SUPERSEDED, n=2), came(n=3, day=20, first=3)]
    found = duty(*chain, as_of=date(2024, 7, 30))
    assert (found.status, found.n_corrections, found.submission.id) == (Status.ACCEPTED, 2, 3)
    assert duty(came(), came(State.WITHDRAWN, n=2)).n_corrections == 0


def test_what_falls_due_with_a_month():
    everything = {name: Period.of(date(2024, 1, 1), d.cadence.period_kind)
                  for name, d in DATASETS.items()}  # fmt: skip
    every = Rules(DUE, everything, DAYS)
    monthly = set(due_datasets(every, MAY))
    assert {d.cadence.value for d in monthly} == {"month"}
    assert QUALITY in set(due_datasets(every, JUNE)) - monthly
    assert not {d for d in due_datasets(every, JUNE) if d.internal or d.due_day is None}


def test_nobody_owes_what_never_came_or_not_yet():
    assert due_datasets(rules(), Period.parse("2024-04")) == []
    assert due_datasets(rules(), MAY) == [WELL]
    assert "还没有设定起报期" in why_not_owed(TASKS, COUNTY, JUNE, rules())
    assert "自2024年5月起报" in why_not_owed(WELL, COUNTY, Period.parse("2024-04"), rules())
    assert "不报送" in why_not_owed(WELL, REGION.reporter("tjj"), JUNE, rules())
    assert "随时报送" in why_not_owed(DATASETS["meeting"], COUNTY, JUNE, rules())
    assert why_not_owed(WELL, COUNTY, JUNE, rules()) == ""


def test_the_first_period_is_that_of_the_earliest_report_that_was_not_withdrawn():
    april = came(State.WITHDRAWN, period="2024-04", period_end=date(2024, 4, 30))
    may = came(State.RETURNED, period="2024-05", period_end=date(2024, 5, 31))
    kept = came(dataset="meeting")
    assert first_periods([came(), may, april, kept]) == {"well": MAY}


def test_months_to_choose_from():
    assert months_between(MAY, date(2024, 7, 9)) == [JUNE.next(), JUNE, MAY]
    assert latest_due_month(date(2024, 7, 1)) == JUNE
    assert latest_due_month(date(2024, 1, 31)) == Period.parse("2023-12")


def test_every_status_has_a_shape_and_a_word_of_its_own():
    assert set(FACES) == set(Status)
    assert len({face.mark for face in FACES.values()}) == len(FACES)
    assert len({face.word for face in FACES.values()}) == len(FACES)


reports = st.lists(
    st.builds(
        lambda n, reporter, month, state, day, kind: (n, reporter, month, state, day, kind),
        st.integers(1, 10_000),
        st.sampled_from([r.code for r in owed_by(TASKS)]),
        st.integers(1, 6),
        st.sampled_from([State.ACCEPTED, State.SUBMITTED, State.RETURNED, State.WITHDRAWN]),
        st.integers(0, 40),
        st.sampled_from(SubmissionKind),
    ),
    max_size=40,
)


def task_reports(drawn):
    """One submission a reporter and period, as the ledger would hold them."""
    found = {}
    for n, reporter, month, state, day, kind in drawn:
        period = Period.numbered(2024, month, "month")
        moment = datetime.combine(period.last_day + timedelta(days=day), datetime.min.time(),
                                  BEIJING)  # fmt: skip
        found[reporter, month] = Submission(
            id=n, dataset=TASKS.name, reporter=reporter, period=period.code,
            period_end=period.last_day, submitted_at=moment, state=state, kind=kind,
            first_submitted_at=moment if state is State.ACCEPTED else None,
        )  # fmt: skip
    return list(found.values())


@settings(deadline=None)
@given(reports, st.dates(date(2024, 1, 1), date(2024, 8, 31)))
def test_counts_add_up_and_rates_are_between_nothing_and_all(drawn, as_of):
    known = Rules(as_of, {TASKS.name: Period.parse("2024-01")}, DAYS)
    found = duties(task_reports(drawn), known, date(2024, 1, 1), date(2024, 6, 30))
    assert len(found) == 6 * len(owed_by(TASKS))
    total = counts(found)
    assert total.owed == total.handed_in + total.missing + total.returned + total.not_yet_due
    assert 0 <= total.late <= total.handed_in
    by_reporter = rates(found, lambda d: d.reporter.code)
    for rate in by_reporter.values():
        assert 0 <= rate.on_time <= rate.reported <= rate.due
        assert rate.reported_pct is None or 0 <= rate.on_time_pct <= rate.reported_pct <= 100
    assert sum(by_reporter.values(), Rate()) == rates(found, lambda _: "all")["all"]
    statuses = Counter(d.status for d in found)
    assert sum(r.reported for r in by_reporter.values()) == sum(statuses[s] for s in REPORTED)


@settings(deadline=None)
@given(reports)
def test_the_calendar_and_the_published_version_rate_alike(drawn):
    """Once everything is due, the ledger's duties and the version's reports are one number."""
    submissions = task_reports(drawn)
    begins = {TASKS.name: Period.parse("2024-01")}
    late = Rules(date(2024, 8, 31), begins, DAYS)
    found = duties(submissions, late, date(2024, 1, 1), date(2024, 6, 30))
    accepted = [
        Report(s.dataset, s.reporter, s.period, s.period_end,
               s.first_submitted_at.date() <= due_on(TASKS, Period.parse(s.period), DAYS))
        for s in submissions if s.state is State.ACCEPTED
    ]  # fmt: skip
    published = rates_of(accepted, date(2024, 1, 1), date(2024, 6, 30), begins)
    assert rates(found, lambda d: (d.reporter.code, d.dataset.name)) == published
    assert together(published, 0) == rates(found, lambda d: d.reporter.code)


@settings(deadline=None)
@given(reports)
def test_rates_of_the_key_tasks_are_those_of_the_ranking(drawn):
    accepted = [s for s in task_reports(drawn) if s.state is State.ACCEPTED]
    rows = [
        Report(s.dataset, s.reporter, s.period, s.period_end,
               s.first_submitted_at.date() <= due_on(TASKS, Period.parse(s.period), DAYS))
        for s in accepted
    ]  # fmt: skip
    times = times_of([(*row[1:], 0) for row in rows])
    found = rates_of(rows, date(2024, 1, 1), date(2024, 6, 30))
    for county in REGION.counties:
        ranked = times.timing(county.code, JUNE)
        own = found.get((county.code, TASKS.name), Rate())
        assert (own.due, own.reported, own.on_time) == (ranked.due, ranked.reported, ranked.on_time)


def test_an_extra_report_never_lowers_a_rate():
    begins = {TASKS.name: MAY}
    one = Report(TASKS.name, COUNTY.code, "2024-05", MAY.last_day, is_on_time=True)
    late = Report(TASKS.name, COUNTY.code, "2024-06", JUNE.last_day, is_on_time=False)
    window = (date(2024, 5, 1), JUNE.last_day, begins)
    before = rates_of([one], *window)[COUNTY.code, TASKS.name]
    after = rates_of([one, late], *window)[COUNTY.code, TASKS.name]
    assert (before, after) == (Rate(2, 1, 1), Rate(2, 2, 1))
    assert rates_of([], *window)[COUNTY.code, TASKS.name] == Rate(2, 0, 0)
    assert Rate().reported_pct is None
