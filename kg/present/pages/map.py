"""The map: areas at their centre points, with the networks that serve them."""

from kg.present.explore.frame import page
from kg.present.explore.map import show_map

with page("map") as here:
    show_map(here)
