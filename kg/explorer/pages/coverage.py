"""Coverage: which areas, themes and population groups networks serve, and which requirements hold."""

from kg.explorer.coverage import show_coverage
from kg.explorer.frame import page

with page("coverage") as here:
    show_coverage(here)
