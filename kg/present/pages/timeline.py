"""The timeline: when acts, programmes, plans, bodies and networks are in force."""

from kg.present.explore.frame import page
from kg.present.explore.timeline import show_timeline

with page("timeline") as here:
    show_timeline(here)
