"""What units have said of the items of the plan until a month, and what the office verified."""

SAID = """
CREATE TEMP TABLE said AS
SELECT t.item_id, arg_max(t.actual_pct, s.period) AS pct, arg_max(t.status, s.period) AS status,
    max(s.period) AS reported
FROM core.task_progress AS t JOIN core.submission AS s USING (submission_id)
WHERE s.period <= $period GROUP BY t.item_id
"""
CHECKED = """
CREATE TEMP TABLE checked AS
SELECT v.item_id, arg_max(v.verified_pct, s.period) AS pct, max(s.period) AS period
FROM core.verified_progress AS v JOIN core.submission AS s USING (submission_id)
WHERE s.period <= $period GROUP BY v.item_id
"""


def keep(base, period):
    """Make the tables `said` and `checked` of a version, each with one row an item."""
    for statement in (SAID, CHECKED):
        base.execute(statement, {"period": period})
