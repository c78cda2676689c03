"""Findings and gaps: of the checks, of the sources, and readings that contradict each other."""

from kg.explorer.findings import show_findings
from kg.explorer.frame import page

with page("findings") as here:
    show_findings(here)
