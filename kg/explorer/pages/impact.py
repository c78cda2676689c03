"""Impact: what is left without bearer, secretariat or cover when something goes."""

from kg.explorer.frame import page
from kg.explorer.impact import show_impact

with page("impact") as here:
    show_impact(here)
