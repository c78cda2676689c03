"""The one reader of what the graph says: rows into things, statements, links and sources.

`read_graph` reads a municipality's data once; every analysis, answer and page goes on from its `Graph`.
"""

from kg.read.find import find
from kg.read.graph import Graph, read_graph
from kg.read.interval import Interval, State
from kg.read.model import Counterpart, Evidence, Link, Source, Statement, Thing

__all__ = [
    "Counterpart",
    "Evidence",
    "Graph",
    "Interval",
    "Link",
    "Source",
    "State",
    "Statement",
    "Thing",
    "find",
    "read_graph",
]
