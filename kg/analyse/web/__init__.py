"""The graph as a web of things: who is tied to what, by which words of which source.

`read_web` turns the rows of the graph into `Web`; chains, impact and the responsibility matrix walk it.
"""

from kg.analyse.web.find import find
from kg.analyse.web.model import Edge, Thing, Web, Words
from kg.analyse.web.read import read_web

__all__ = ["Edge", "Thing", "Web", "Words", "find", "read_web"]
