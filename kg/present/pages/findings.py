"""Findings and gaps: of the checks, of the sources, and readings that contradict each other."""

from kg.present.explore.findings import show_findings
from kg.present.explore.frame import page

with page("findings") as here:
    show_findings(here)
