"""Where it lives: published versions as read-only database files, each a copy of the archive.

`gwdash.store.database` opens them, `gwdash.store.publish` makes them.
"""
