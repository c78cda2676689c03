"""Overlaps: networks that do the same for the same people, and tasks given to several."""

from kg.explorer.frame import page
from kg.explorer.overlaps import show_overlaps

with page("overlaps") as here:
    show_overlaps(here)
