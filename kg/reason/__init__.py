"""What follows from the sources, written into one inferred graph that can be dropped."""
