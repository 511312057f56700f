"""The grid of 报送日历 as a chart: every state by shape, word and place."""

from gwdash.charts.duty_grid import DutyRow, duty_grid
from gwdash.charts.theme import LIGHT
from gwdash.queries.calendar import FACES, Status

ROWS = [
    DutyRow("秦都区", (Status.ACCEPTED, Status.MISSING)),
    DutyRow("市水利局", (None, Status.RETURNED)),
]


def cells(figure):
    *states, _ = figure.data
    return {
        (x, y): text
        for trace in states
        for x, y, text in zip(trace.x, trace.y, trace.text, strict=True)
    }


def test_each_cell_has_the_word_of_its_state_and_nothing_owed_is_a_dot():
    found = cells(duty_grid(ROWS, ["甲", "乙"], LIGHT))
    assert found == {
        (0, 0): "● 已核", (1, 0): "<b>✕ 未报</b>", (0, 1): "·", (1, 1): "↩ 退回",
    }  # fmt: skip


def test_every_state_can_be_drawn():
    rows = [DutyRow(status.value, (status,)) for status in Status]
    found = cells(duty_grid(rows, ["甲"], LIGHT))
    assert all(FACES[status].word in found[0, place] for place, status in enumerate(Status))


def test_long_names_of_ledgers_stand_in_lines_above_the_first_row():
    figure = duty_grid(ROWS, ["重点任务进展情况表", "乙"], LIGHT)
    heads = figure.data[-1]
    assert heads.text[0] == "重点任务<br>进展情况<br>表"
    lowest, highest = figure.layout.yaxis.range
    assert lowest > 1
    assert 0 > heads.y[0] > highest
    assert figure.layout.yaxis.ticktext == ("秦都区", "市水利局")
