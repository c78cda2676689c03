"""The source text with every modelled sentence linked to its statements."""

from kg.explorer.frame import page
from kg.explorer.sources import show_sources

with page("sources") as here:
    show_sources(here)
