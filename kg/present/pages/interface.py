"""SPARQL: ask the graph as programs do, and take the query along."""

from kg.present.explore.frame import page
from kg.present.explore.interface import show_interface

with page("interface") as here:
    show_interface(here)
