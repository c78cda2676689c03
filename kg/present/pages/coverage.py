"""Coverage: which areas, themes and population groups networks serve, and which requirements hold."""

from kg.present.explore.coverage import show_coverage
from kg.present.explore.frame import page

with page("coverage") as here:
    show_coverage(here)
