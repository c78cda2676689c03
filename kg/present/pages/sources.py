"""The source text with every modelled sentence linked to its statements."""

from kg.present.explore.frame import page
from kg.present.explore.sources import show_sources

with page("sources") as here:
    show_sources(here)
