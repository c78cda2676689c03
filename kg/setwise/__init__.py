"""Set-wise SHACL: each constraint of a shape is one query over all its targets. Nothing of the domain."""
