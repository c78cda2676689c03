"""The responsibility matrix: who does, answers, is consulted, is informed."""

from kg.present.explore.frame import page
from kg.present.explore.raci import show_raci

with page("raci") as here:
    show_raci(here)
