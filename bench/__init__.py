"""How fast, against what, and with the same answers: `python -m bench` prints one table."""
