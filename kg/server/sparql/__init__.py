"""A read-only SPARQL engine behind a gate: queries run in forked, bounded workers. Nothing of the domain."""
