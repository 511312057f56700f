"""Work beside the pages: how far it is, what came of it, what is said where it failed."""

import threading
from datetime import datetime

import pytest

from gwdash import clock
from gwdash.errors import UsageError
from gwdash.ui import jobs

SECONDS = 10


def test_a_job_tells_its_steps_and_keeps_its_result():
    begun, go = threading.Event(), threading.Event()

    def work(step):
        step("第二步", 1, 4)
        begun.set()
        assert go.wait(SECONDS)
        return "完成"

    job = jobs.begin(work)
    assert begun.wait(SECONDS)
    assert job.is_running
    assert (job.step, job.share) == ("第二步", 0.25)
    go.set()
    job.wait(SECONDS)
    assert not job.is_running
    assert (job.result, job.failure) == ("完成", "")


def test_the_clock_is_the_callers():
    moment = datetime(2024, 7, 5, 9, tzinfo=clock.BEIJING)
    with clock.at(moment):
        job = jobs.begin(lambda step: clock.now())
    job.wait(SECONDS)
    assert (job.result, job.finished_at) == (moment, moment)


@pytest.mark.parametrize(
    ("error", "said"),
    [(UsageError("没有这次会议。"), "没有这次会议。"), (ZeroDivisionError(), "页面出错，编号")],
)
def test_a_failure_is_a_sentence_and_a_defect_has_a_number(error, said, caplog):
    def work(step):
        raise error

    job = jobs.begin(work)
    job.wait(SECONDS)
    assert job.result is None
    assert job.failure.startswith(said)
    assert bool(caplog.records) == isinstance(error, ZeroDivisionError)
