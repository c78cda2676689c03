"""Planners' files into records that keep their file, sheet, row and column."""
