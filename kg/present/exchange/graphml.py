"""Ties as GraphML, for Gephi, yEd, igraph, Cytoscape and networkx."""

import networkx as nx

from kg.present.exchange.ties import Ties, facts_of, for_xml


def to_graphml(ties: Ties, lang: str) -> bytes:
    """One directed graph that may hold several ties between two things; every fact is a text."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(municipality=ties.municipality, example=ties.example)
    for thing in ties.things:
        graph.add_node(for_xml(thing.iri), **{k: for_xml(v) for k, v in facts_of(thing, lang).items()})
    for number, tie in enumerate(ties.ties):
        facts = {"label": tie.relation, **tie.facts}
        texts = {k: for_xml(v) for k, v in facts.items()}
        graph.add_edge(for_xml(tie.source), for_xml(tie.target), f"t{number}", **texts)
    lines = nx.generate_graphml(graph, named_key_ids=True)
    return ('<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(lines) + "\n").encode()
