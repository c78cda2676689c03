"""SPARQL: ask the graph as programs do, and take the query along."""

from kg.explorer.frame import page
from kg.explorer.interface import show_interface

with page("interface") as here:
    show_interface(here)
