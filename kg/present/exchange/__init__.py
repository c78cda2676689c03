"""The web of a municipality in the words of other systems."""
