"""What we accept: the shapes, checked by two engines that give the same findings."""

from kg.check.findings import Finding, Report
from kg.check.run import check, check_shapes

__all__ = ["Finding", "Report", "check", "check_shapes"]
