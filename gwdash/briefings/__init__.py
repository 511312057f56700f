"""Briefings of a workspace: what the pages and the command line make and hand over.

The one place above `gwdash.export`, which makes files, and `gwdash.intake`, which knows meetings,
reviews and templates.
"""
