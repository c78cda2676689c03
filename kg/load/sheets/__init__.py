"""Records of planners' sheets into quads, every mistake found in one run."""
