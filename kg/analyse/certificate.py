"""The certificate of a pruning plan: one RDF data set from which anybody can check the plan against the data.

Four graphs: the plan (`prov:Activity` with an `org:ChangeEvent` for each dissolved network, and the proof of its bound
as JSON), the networks with their closures `before` and `after`, and the SHACL `report` on the state after. The last
part of the certificate's IRI is a fingerprint of all it says, so that a changed line shows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.analyse.aftermath import Aftermath
from kg.analyse.bound_text import proof_text
from kg.analyse.decisions import Remark
from kg.analyse.networks import Network
from kg.analyse.proof import prove
from kg.analyse.prune import Plan
from kg.load.shipped import graph_iri, inferred_graph
from kg.rdf import XSD, Iri, Lit, Quad, Term
from kg.store import Data
from kg.store.canonical import canonical_hash, graphs_hash
from kg.store.documents import as_stored
from kg.terms import BASE, KG

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE = Iri(RDF + "type")
PROV = "http://www.w3.org/ns/prov#"
ORG = "http://www.w3.org/ns/org#"
SH = "http://www.w3.org/ns/shacl#"
DCTERMS = "http://purl.org/dc/terms/"
UNNAMED = Iri("urn:x-vastuuverkko:certificate")
"""Stands for the certificate's own IRI while its fingerprint is taken."""

Say = Callable[[str, str, Term], None]


@dataclass(frozen=True)
class Certificate:
    iri: Iri
    quads: frozenset[Quad]


def certify(
    data: Data, plan: Plan, aftermath: Aftermath, accepted: Sequence[Remark] = (), deferred: Sequence[Remark] = ()
) -> Certificate:
    """The certificate of a plan that was made from `data`."""
    quads: list[Quad] = []

    def graph(name: str) -> Say:
        iri = Iri(UNNAMED + name)
        return lambda s, p, o: quads.append((Iri(s), Iri(p), o, iri))

    _plan(graph(""), data, plan)
    _proof(graph(""), plan)
    for network, other in plan.into.items():
        _change(graph(""), network, other)
    by_key = {network.key: network for network in plan.networks}
    for remark in (*accepted, *deferred):
        _exception(graph(""), by_key[remark.network], remark)
    describe(graph("/before"), plan.networks, {})
    describe(graph("/after"), plan.kept, {n: plan.members_after(n) for n in plan.received})
    _report(graph("/report"), aftermath)
    unnamed = as_stored(quads)
    iri = Iri(f"{BASE}id/{data.municipality}/certificate/{canonical_hash(unnamed)[:32]}")
    return Certificate(iri, frozenset(renamed(unnamed, UNNAMED, iri)))


def renamed(quads: Iterable[Quad], old: str, new: str) -> Iterable[Quad]:
    """The quads with every IRI that begins with `old` beginning with `new`."""

    def name(term: Term) -> Term:
        return Iri(new + term[len(old) :]) if isinstance(term, Iri) and term.startswith(old) else term

    for s, p, o, g in quads:
        yield Iri(name(s)), p, name(o), Iri(name(g)) if g else None


def fingerprint(certificate: Iri, quads: Iterable[Quad]) -> str:
    """What the last part of a certificate's IRI must be."""
    return canonical_hash(renamed(quads, certificate, UNNAMED))[:32]


def sources(data: Data) -> list[str]:
    """The graphs of the municipality that a plan is made from: its sources, without what follows from them."""
    own = graph_iri(data.municipality, "")
    return sorted(g for g in data.graphs if g.startswith(own) and g != inferred_graph(data.municipality))


def data_hash(data: Data) -> str:
    """The RDFC-1.0 fingerprint of the municipality's sources."""
    return f"rdfc-1.0 sha-256 {graphs_hash(data.store, sources(data))}"


def _plan(say: Say, data: Data, plan: Plan) -> None:
    say(UNNAMED, TYPE, Iri(KG.Certificate))
    say(UNNAMED, TYPE, Iri(PROV + "Entity"))
    say(UNNAMED, PROV + "wasGeneratedBy", Iri(UNNAMED + "/plan"))
    say(UNNAMED + "/plan", TYPE, Iri(PROV + "Activity"))
    say(UNNAMED + "/plan", PROV + "used", Iri(UNNAMED + "/data"))
    say(UNNAMED + "/data", TYPE, Iri(PROV + "Entity"))
    say(UNNAMED + "/data", PROV + "value", Lit(data_hash(data)))
    say(UNNAMED + "/data", KG.municipality, Lit(data.municipality))
    say(UNNAMED + "/data", KG.asOf, Lit(data.context.as_of.isoformat(), datatype=XSD + "date"))
    for graph in sources(data):
        say(UNNAMED + "/data", DCTERMS + "hasPart", Iri(graph))
    say(UNNAMED + "/plan", DCTERMS + "extent", Lit(f"{float(plan.hours_before)} -> {float(plan.hours_after)}"))


def _proof(say: Say, plan: Plan) -> None:
    proof = prove(plan.networks, plan.wishes, plan.into, plan.solutions)
    say(UNNAMED + "/bound", TYPE, Iri(PROV + "Entity"))
    say(UNNAMED + "/bound", PROV + "wasGeneratedBy", Iri(UNNAMED + "/plan"))
    say(UNNAMED + "/bound", PROV + "value", Lit(proof_text(proof), datatype=RDF + "JSON"))


def _change(say: Say, network: Network, other: Network | None) -> None:
    change = f"{UNNAMED}/change/{network.iri.rsplit('/', 1)[-1]}"
    say(change, TYPE, Iri(ORG + "ChangeEvent"))
    say(change, PROV + "wasInfluencedBy", Iri(UNNAMED + "/plan"))
    say(change, ORG + "originalOrganization", network.iri)
    if other is not None:
        say(change, ORG + "originalOrganization", other.iri)
        say(change, ORG + "resultingOrganization", other.iri)


def _exception(say: Say, network: Network, remark: Remark) -> None:
    """An accepted loss, or (where the network stays) a decision put off."""
    exception = f"{UNNAMED}/exception/{network.iri.rsplit('/', 1)[-1]}"
    say(exception, TYPE, Iri(KG.Exception))
    say(exception, KG.excuses, network.iri)
    say(exception, KG.reason, Lit(remark.reason))
    say(exception, DCTERMS + "date", Lit(remark.day.isoformat(), datatype=XSD + "date"))


def describe(say: Say, networks: Iterable[Network], members: Mapping[Network, frozenset[str]]) -> None:
    """Each network with what it covers, who sits in it and what its meetings cost."""
    for network in networks:
        say(network.iri, TYPE, Iri(KG.Network))
        say(network.iri, DCTERMS + "identifier", Lit(network.key))
        say(network.iri, KG.mandatory, Lit(str(network.mandatory).lower(), datatype=XSD + "boolean"))
        for term, values in (
            (KG.coversArea, network.leaf_areas),
            (KG.theme, network.themes),
            (KG.coversGroup, network.leaf_groups),
            (KG.hasMember, members.get(network, network.members)),
        ):
            for value in values:
                say(network.iri, term, Iri(value))
        for term, number in ((KG.meetingsPerYear, network.meetings), (KG.hoursPerMeeting, network.meeting_hours)):
            if number is not None:
                say(network.iri, term, _decimal(number))


def _decimal(number: Decimal) -> Lit:
    return Lit(f"{number.normalize():f}", datatype=XSD + "decimal")


def _report(say: Say, aftermath: Aftermath) -> None:
    report = UNNAMED + "/report"
    new = {finding.key() for finding in aftermath.new_violations}
    say(report, TYPE, Iri(SH + "ValidationReport"))
    say(report, SH + "conforms", Lit(str(aftermath.report.conforms).lower(), datatype=XSD + "boolean"))
    for i, finding in enumerate(aftermath.report.results):
        result = f"{report}/{i + 1}"
        say(report, SH + "result", Iri(result))
        say(result, TYPE, Iri(SH + "ValidationResult"))
        say(result, SH + "focusNode", finding.focus)
        say(result, SH + "resultSeverity", Iri(SH + finding.severity))
        say(result, SH + "sourceShape", Iri(finding.shape))
        if finding.value is not None:
            say(result, SH + "value", finding.value)
        if finding.key() in new:
            say(result, TYPE, Iri(PROV + "Entity"))
            say(result, PROV + "wasInfluencedBy", Iri(UNNAMED + "/plan"))
        for message in finding.message.values():
            say(result, SH + "resultMessage", Lit(message))
