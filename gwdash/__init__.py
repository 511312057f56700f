"""gwdash: the dispatch dashboard of a groundwater pollution prevention pilot zone."""

__version__ = "0.1.0"
