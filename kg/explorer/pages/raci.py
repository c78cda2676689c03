"""The responsibility matrix: who does, answers, is consulted, is informed."""

from kg.explorer.frame import page
from kg.explorer.raci import show_raci

with page("raci") as here:
    show_raci(here)
