"""The map: areas at their centre points, with the networks that serve them."""

from kg.explorer.frame import page
from kg.explorer.map import show_map

with page("map") as here:
    show_map(here)
