"""What a page says where rows are missing: one sentence, and the way to what is done about it."""

from urllib.parse import urlencode

from gwdash.registry.datasets import DATASETS, WORK_PLAN
from gwdash.registry.region import REGION
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.registry import page


def missing(words: str, *ways: Html) -> Html:
    """Return an empty state with its links."""
    return div("gw-empty", words, [span("", "　", way) for way in ways])


def way_to(key: str, words: str, **choices: str) -> Html:
    """Return a link to a page with something chosen there."""
    address = f"{page(key).address}?{urlencode(choices)}" if choices else page(key).address
    return tag("a", f"{words} →", href=address, class_="gw-link gw-nowrap")


def without(words: str, dataset: str) -> Html:
    """Return the empty state of what needs a ledger, with the way to hand it in."""
    return missing(words, way_to("submit", f"去报送{DATASETS[dataset].label}", dataset=dataset))


def without_plan(words: str) -> Html:
    """Return the empty state of what needs the plan, which the office hands in."""
    to_submit = way_to(
        "submit", f"去上传{WORK_PLAN.label}", reporter=REGION.office, dataset=WORK_PLAN.name
    )
    return missing(words, to_submit)
