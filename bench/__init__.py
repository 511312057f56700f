"""Repeatable measurements: each is a ratio against a reference taken in the same run."""
