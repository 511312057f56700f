"""A demo city: thirty months of seeded workbooks, handed in the way units do.

Nothing in it is measured; the workspace is marked so that every page says 演示数据.
"""

from gwdash.demo.load import build, clear

__all__ = ["build", "clear"]
