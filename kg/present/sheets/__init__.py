"""Planners' workbooks written: the template, and a graph's things as the template's sheets."""
