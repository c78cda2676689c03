"""Responsibility chains: between two things, or up or down from one."""

from kg.explorer.chain import show_chains
from kg.explorer.frame import page

with page("chains") as here:
    show_chains(here)
