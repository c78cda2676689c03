"""Responsibility chains: between two things, or up or down from one."""

from kg.present.explore.chain import show_chains
from kg.present.explore.frame import page

with page("chains") as here:
    show_chains(here)
