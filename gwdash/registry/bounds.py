"""The earliest and the deepest that a ledger can mean."""

from datetime import date

#: Observations can be older than the pilot; nothing in the field was measured before this.
OLDEST_OBSERVATION = date(1950, 1, 1)
#: Deepest well that a ledger can mean, in metres: geothermal wells reach some 4,000.
DEEPEST_WELL_M = 5000
