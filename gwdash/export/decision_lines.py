"""What a letter says of each 议定事项 that a unit has not done: a line of its table."""

from gwdash.export.official_paper import Heading
from gwdash.queries.decision import Answer, Decision, Standing

COLUMNS = (
    Heading("序号", 14, centred=True), Heading("议定事项", 49), Heading("分工", 14, centred=True),
    Heading("办结时限", 32, centred=True), Heading("办理情况", 47),
)  # fmt: skip


def row(number: int, decision: Decision, one: Answer) -> tuple[str, ...]:
    """Return the cells of one decision under `COLUMNS`."""
    item = one.item
    limit = f"{item.due_on:%Y-%m-%d}" if item.due_on else "未填"
    said = (_clause(one), one.extension_words, item.return_reason and f"退回：{item.return_reason}")
    about = f"{item.text}（{decision.meeting_name}第{decision.no}项）"
    words = "；".join(word.rstrip("。；") for word in said if word)
    return str(number), about, item.role_label or "牵头", limit, words


def _clause(one: Answer) -> str:
    said = one.item.progress_text.strip().rstrip("。；")
    if one.standing is Standing.SENT_BACK:
        return "；".join(word for word in ("退回重办", said) if word)
    state = one.words.replace(" ", "")
    return f"{state}；{said}" if said and said != state else state
