"""Coverage, overlap, pruning and impact: rows in, plain values out."""
