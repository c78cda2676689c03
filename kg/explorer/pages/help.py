"""Help: a tour, loading one's own city, a glossary, and how to use the pages without a mouse."""

from kg.explorer.frame import page
from kg.explorer.guide import show_help

with page("help") as here:
    show_help(here)
