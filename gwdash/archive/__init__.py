"""What was handed in: raw files, accepted rows and findings by SHA-256, and the ledger.

The archive is the truth of a workspace; everything published can be built from it again.
"""

from gwdash.archive.files import Archive
from gwdash.archive.intake_record import record
from gwdash.archive.ledger import Ledger
from gwdash.archive.model import (
    NOBODY,
    Event,
    LearnedMapping,
    Opening,
    State,
    Submission,
    SubmissionKind,
    Version,
)
from gwdash.ingest.profile import WHOLE

__all__ = [
    "NOBODY",
    "WHOLE",
    "Archive",
    "Event",
    "LearnedMapping",
    "Ledger",
    "Opening",
    "State",
    "Submission",
    "SubmissionKind",
    "Version",
    "record",
]
