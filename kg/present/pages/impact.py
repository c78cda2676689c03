"""Impact: what is left without bearer, secretariat or cover when something goes."""

from kg.present.explore.frame import page
from kg.present.explore.impact import show_impact

with page("impact") as here:
    show_impact(here)
