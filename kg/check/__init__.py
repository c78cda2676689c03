"""Findings: what the shapes say about the data."""
