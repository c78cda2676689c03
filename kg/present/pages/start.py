"""Start: one question box, my own body, and the state of the data."""

from kg.present.explore.frame import page
from kg.present.explore.start import show_start

with page("start", titled=False) as here:
    show_start(here)
