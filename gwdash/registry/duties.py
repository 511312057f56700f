"""Who owes a ledger by the calendar."""

from gwdash.registry.model import Cadence, Dataset
from gwdash.registry.region import REGION, Reporter


def owed_by(dataset: Dataset) -> tuple[Reporter, ...]:
    """Return the reporters who owe a ledger by the calendar, none where nothing falls due."""
    if dataset.internal or dataset.due_day is None or dataset.cadence is Cadence.AS_HELD:
        return ()
    return REGION.expand_reporters(dataset.reporters)
