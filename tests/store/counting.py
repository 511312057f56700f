"""Hand ledgers in, publish them, and ask what an indicator counts."""

from handed_in import hand_in, moment

from gwdash.store.publish import publish


def published(workspace, archive, ledgers, until="2024-06"):
    """Hand in (dataset, reporter, period, rows) one after the other; months run to `until`."""
    told = [*ledgers, ("expert", "sthjj", until, None)]
    for minute, (dataset, reporter, period, rows) in enumerate(told):
        hand_in(archive, dataset, rows, reporter=reporter, period=period, at=moment(minute))
    return publish(workspace, archive, reason="试验")


def counted(ask, code, month="2024-06"):
    """Return by thing what its row says: numerator, denominator, state and note."""
    rows = ask(
        f"SELECT thing, numerator, denominator, state, note FROM evidence_{code} "  # noqa: S608
        f"WHERE month = '{month}' "
        "AND note <> '从未报送本台账' ORDER BY thing"
    )
    return {thing: (float(n), float(of), state, note) for thing, n, of, state, note in rows}


def silent(ask, code, month="2024-06"):
    """Return the counties that have never handed in."""
    rows = ask(
        f"SELECT county_code FROM evidence_{code} "  # noqa: S608
        f"WHERE month = '{month}' AND state = 'not_reported' "
        "AND note = '从未报送本台账'"
    )
    return {county for (county,) in rows}


def reading(ask, code, county="", *, month="2024-06", scope="all"):
    """Return numerator, denominator and state of one place, None where nothing is known."""
    rows = ask(
        "SELECT numerator, denominator, state FROM mart.indicator "  # noqa: S608
        f"WHERE indicator_id = '{code}' AND period = '{month}' AND scope = '{scope}' "
        f"AND county_code = '{county}'"
    )
    return (float(rows[0][0]), float(rows[0][1]), rows[0][2]) if rows else None
