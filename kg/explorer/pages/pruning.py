"""Pruning: which networks can be merged without losing cover, and the certificate of it."""

from kg.explorer.frame import page
from kg.explorer.pruning import show_pruning

with page("pruning") as here:
    show_pruning(here)
