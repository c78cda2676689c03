"""Start: one question box, my own body, and the state of the data."""

from kg.explorer.frame import page
from kg.explorer.start import show_start

with page("start", titled=False) as here:
    show_start(here)
