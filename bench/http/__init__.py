"""SPARQL over HTTP: throughput, latency and what a hostile query does, ours beside its peers in one run."""
