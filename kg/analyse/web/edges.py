"""Which edges a statement and a direct link make."""

from collections.abc import Iterator, Mapping

from kg.analyse.web.model import IMPLIED, NOBODY, OUTSIDE, STATED, Edge, Words
from kg.rdf import Row
from kg.terms import KG

OBLIGATION: Mapping[str, str] = {
    "must": "obliges",
    "task": "gives task to",
    "power": "empowers",
    "right": "entitles",
    "should": "recommends to",
    "may": "allows",
}
"""What the basis of a responsibility does to its bearer, by the modality of the words."""

PART_OF_ACT = "http://purl.org/dc/terms/isPartOf"

LINKS: Mapping[str, tuple[str, bool]] = {
    str(KG.partOf): ("part of", False),
    str(KG.postIn): ("post in", False),
    str(KG.heads): ("heads", False),
    str(KG.resolvesTo): ("resolves to", False),
    str(KG.hasMember): ("member", True),
    str(KG.hasInvitee): ("invited", True),
    str(KG.hasChair): ("chair", True),
    str(KG.hasSecretariat): ("secretariat", True),
    str(KG.coordinator): ("coordinates", True),
    str(KG.responsible): ("is responsible", True),
    str(KG.participant): ("participates", True),
    str(KG.approvedBy): ("approves", True),
    str(KG.ofType): ("of type", False),
    str(KG.identifiedAs): ("identified as", False),
    str(KG.basedOn): ("based on", False),
    str(KG.basis): ("based on", False),
    str(KG.replaces): ("replaces", False),
    str(KG.takesIntoAccount): ("takes into account", False),
    str(KG.concerns): ("concerns", False),
    str(KG.theme): ("concerns", False),
    str(KG.inPlan): ("part of", False),
    PART_OF_ACT: ("part of", False),
}
"""Each direct link as a relation, and whether it reads from its object to its subject."""

TOWARDS_BASIS = ("takes into account", "based on")
ON_OBJECT = {"support": "supports", "steering": "steers", "appointer": "appoints"}


def edges_of_words(words: Words) -> Iterator[Edge]:
    """Bearer to object, basis to bearer, and the counterparts; without a bearer the object stands in its place."""
    yield from _bearer_edges(words)
    yield from _basis_edges(words)
    yield from _counterpart_edges(words)
    if words.bearers or not words.objects:
        return
    for other in words.objects[1:]:
        yield _edge(words, words.objects[0], other, words.role or "concerns")
    if words.normative:
        yield _edge(words, NOBODY + words.iri, words.objects[0], words.role or "concerns")


def _bearer_edges(words: Words) -> Iterator[Edge]:
    for bearer in words.bearers:
        for thing in words.objects:
            yield _edge(words, bearer, thing, words.role or "concerns")


def _basis_edges(words: Words) -> Iterator[Edge]:
    relation = OBLIGATION.get(words.modality, "basis of")
    for basis in (b for b in words.basis if b not in words.bearers):
        for bearer in words.bearers:
            yield _edge(words, basis, bearer, relation)
        for thing in () if words.bearers else words.objects:
            if words.role in TOWARDS_BASIS:
                yield _edge(words, thing, basis, words.role)
            else:
                yield _edge(words, basis, thing, words.role or "basis of")


def _counterpart_edges(words: Words) -> Iterator[Edge]:
    for party, role in words.counterparts:
        if role in ON_OBJECT:
            for thing in words.objects:
                yield _edge(words, party, thing, ON_OBJECT[role])
        elif role == "with" and words.role == "member":
            continue
        else:
            for end in (*words.bearers, *(words.objects if role == "recipient" or not words.bearers else ())):
                yield _edge(words, end, party, role)


def _edge(words: Words, source: str, target: str, relation: str) -> Edge:
    return Edge(source, target, relation, words.status, words.graph, words, words.step)


def edge_of_link(row: Row, source: Row | None) -> Edge:
    """A direct link as an edge.

    A register or sheet states its links; a text that we hold implies those that stand beside its sentences; a source
    of facts, which says how sure it is, adds outside knowledge. What a provision is part of, its act states.
    """
    link = str(row["link"])
    relation, turned = LINKS[link]
    start, end = str(row["subject"]), str(row["object"])
    if turned:
        start, end = end, start
    graph = str(row["graph"])
    status = STATED if link == PART_OF_ACT else _link_status(graph, source)
    return Edge(start, end, relation, status, graph)


def _link_status(graph: str, source: Row | None) -> str:
    if graph.endswith("/inferred") or (source and source["held"]):
        return IMPLIED
    return OUTSIDE if source and source["confidence"] else STATED


def status_of(bearer_status: str, confidence: str | None, *, sure: bool) -> str:
    """The status of a statement. Without a bearer the words still state the tie.

    Not `sure`: the source says how sure it is, and it has not seen it or does not hold the words.
    """
    if confidence in ("known", "unknown", "derived", "conflict") or not sure:
        return OUTSIDE
    return IMPLIED if bearer_status == "implied" else STATED
