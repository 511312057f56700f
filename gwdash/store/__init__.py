"""Where it lives: published versions as read-only database files, each a copy of the archive."""

from gwdash.store.database import Store, open_current, open_version
from gwdash.store.lock import writing
from gwdash.store.publish import content_hash, publish, rebuild, recover, use

__all__ = [
    "Store",
    "content_hash",
    "open_current",
    "open_version",
    "publish",
    "rebuild",
    "recover",
    "use",
    "writing",
]
