"""Sources into quads, one named graph per source."""
