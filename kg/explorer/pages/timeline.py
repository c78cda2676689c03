"""The timeline: when acts, programmes, plans, bodies and networks are in force."""

from kg.explorer.frame import page
from kg.explorer.timeline import show_timeline

with page("timeline") as here:
    show_timeline(here)
