"""A plan as draft change events of the W3C Organization Ontology, for other registers to take up."""

from kg.analyse.prune import Plan
from kg.messages import LANGUAGES, text
from kg.present.report.words import Names
from kg.rdf import Iri, Lit, Quad, Term

ORG = "http://www.w3.org/ns/org#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def change_events(plan: Plan, names: Names) -> list[Quad]:
    """One `org:ChangeEvent` for each dissolved network: from it and its successor comes the successor."""
    quads: list[Quad] = []

    def say(s: str, p: str, o: Term) -> None:
        quads.append((Iri(s), Iri(p), o, None))

    for network, other in plan.into.items():
        base, _, key = network.iri.rpartition("/network/")
        change = f"{base}/change-event/{key}"
        say(change, TYPE, Iri(ORG + "ChangeEvent"))
        say(change, ORG + "originalOrganization", network.iri)
        if other is not None:
            say(change, ORG + "originalOrganization", other.iri)
            say(change, ORG + "resultingOrganization", other.iri)
        for lang in LANGUAGES:
            spoken = Names(names.labels, lang)
            facts = {"gone": spoken.full(network), "into": spoken.full(other) if other else ""}
            key = "analyse.change-draft" if other else "analyse.change-draft-nowhere"
            say(change, SKOS + "prefLabel", Lit(text(key, lang, **facts), lang=lang))
    return quads
