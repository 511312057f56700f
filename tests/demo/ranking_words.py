"""A county's line in the ranking: as it is shown, and as it should be by the raw files."""

import raw_rules as rules
from screen import text

N_COUNTIES = 13


def month(period):
    """A month as people say it."""
    year, number = period.split("-")
    return f"{year}年{int(number)}月"


def points(value):
    """Points as they are shown."""
    return f"{value:.{rules.DEFAULT['decimals']}f}"


def place(rank, ranks, gap=""):
    """A place, and the word for equals."""
    if rank is None:
        return "—"
    return f"{rank}{gap}并列" if list(ranks).count(rank) > 1 else str(rank)


def moved(rank, before, *, rescored=False):
    """Places gained since the period before; a dash without two places."""
    if rescored and rank is not None:
        return "改版"
    if rank is None or before is None:
        return "—"
    return f"{'▲' if rank < before else '▼'}{abs(rank - before)}" if rank != before else "持平"


def reasons(one, reports, *, brief=False):
    """The two largest losses, how many there are, and whose values are carried on.

    A narrow row names the largest loss only, and not how many there are.
    """
    if one.apart:
        return f"参评分值占比{one.share}%，不足{rules.DEFAULT['least_share_pct']}%，不排名"
    carried = f"沿用{month(reports.last)}数值；" if reports.now == "missing" else ""
    named = one.losses[: 1 if brief else 2]
    words = "，".join(f"{words} −{points(lost)}" for words, lost in named)
    more = f" 等 {len(one.losses)} 项" if len(one.losses) > 2 and not brief else ""
    return carried + (words + more if words else "没有失分")


def expected_lines(raw, period, *, brief=False):
    """Every county's line: place, name, points by indicator, widths, reasons, score, movement."""
    scores = raw.scores(period)
    now = rules.ranks(scores)
    last = rules.before(period)
    rescored = period > "2022-01" and raw.scheme(last)[0] != raw.scheme(period)[0]
    then = rules.ranks(raw.scores(last)) if period > "2022-01" and not rescored else {}
    assert len(scores) == N_COUNTIES
    return [
        (
            place(now[one.county], now.values()),
            one.county + ("约束" if one.flags else ""),
            "，".join(f"{name} {got}/{full}" for name, (got, full) in one.groups().items()),
            [] if one.apart else [f"{got:.2f}%" for got, _ in one.groups().values()],
            reasons(one, reports := raw.reports(one.county, period), brief=brief),
            reasons(one, reports),
            "—" if one.apart else points(one.total),
            moved(now[one.county], then.get(one.county), rescored=rescored),
            reports.now == "missing",
        )
        for one in scores
    ]


def shown_line(row):
    """A row of the ranking in the same words; what a narrow row cuts off stands in its hint."""
    number, name, (bar, under), total, change = row
    widths = [part.get("style").partition(":")[2] for part in bar]
    return (
        text(number),
        text(name),
        bar.get("aria-label"),
        widths,
        text(under),
        under.get("title"),
        text(total),
        text(change),
        "gw-rank-carried" in row.get("class"),
    )
