"""What follows and whether it holds together, in words and as JSON."""

from collections.abc import Mapping
from typing import Any

from kg.messages import in_language, text
from kg.rdf import Iri, Lit
from kg.reason.axioms import ALL_DISJOINT, OWL, RDF, RDFS, TYPE, Axiom
from kg.reason.consistency import Verdict
from kg.store import Data

SENTENCES = {
    TYPE: "axiom-type",
    RDFS + "subClassOf": "axiom-subclass",
    RDFS + "domain": "axiom-domain",
    RDFS + "range": "axiom-range",
}
KINDS = {OWL + "AsymmetricProperty": "axiom-asymmetric", OWL + "IrreflexiveProperty": "axiom-irreflexive"}


def rules_text(counts: Mapping[str, int], lang: str) -> str:
    """One line a rule, with the number of conclusions."""
    width = max(len(name) for name in counts)
    lines = [f"  {name:<{width}} {count:>9}" for name, count in counts.items()]
    total = text("reason.total", lang, count=sum(counts.values()))
    return "\n".join([text("reason.rules", lang), *lines, total]) + "\n"


def verdict_text(data: Data, verdict: Verdict, lang: str) -> str:
    if verdict.consistent:
        lines = [text("reason.consistent", lang, axioms=verdict.axioms, classified=verdict.classified)]
        if verdict.unsatisfiable:
            names = ", ".join(_name(data, iri, lang) for iri in verdict.unsatisfiable)
            lines.append(text("reason.unsatisfiable", lang, classes=names))
        return "\n".join(lines) + "\n"
    head = "reason.inconsistent" if verdict.minimal else "reason.smallest"
    lines = [text(head, lang, count=len(verdict.explanation))]
    for axiom in verdict.explanation:
        lines.append(f"  - {axiom_text(data, axiom, lang)}")
        if graphs := _said_by(data, axiom):
            lines.append(f"    {text('reason.said-by', lang, graphs=', '.join(graphs))}")
    return "\n".join(lines) + "\n"


def reasoning_json(data: Data, counts: Mapping[str, int], verdict: Verdict | None, lang: str) -> dict[str, Any]:
    if verdict is None:
        return {"rules": dict(counts), "consistent": None}
    return {
        "rules": dict(counts),
        "consistent": verdict.consistent,
        "axioms": verdict.axioms,
        "classified": verdict.classified,
        "unsatisfiable": list(verdict.unsatisfiable),
        "minimal": verdict.minimal,
        "explanation": [
            {"text": axiom_text(data, a, lang), "triples": [list(t) for t in a.triples], "sources": _said_by(data, a)}
            for a in verdict.explanation
        ],
    }


def axiom_text(data: Data, axiom: Axiom, lang: str) -> str:
    """An axiom as a sentence, by the names of what it speaks of."""
    if len(axiom.triples) > 1 and not any(o == ALL_DISJOINT for _, _, o in axiom.triples):
        about = axiom.triples[0][0]
        others = ", ".join(f"«{_name(data, term, lang)}»" for term in sorted(axiom.terms() - {about}))
        return text("reason.axiom-rule", lang, subject=_name(data, about, lang), members=others)
    if len(axiom.triples) > 1:
        members = [o for _, p, o in axiom.triples if p == RDF + "first"]
        return text("reason.axiom-disjoint", lang, members=", ".join(f"«{_name(data, m, lang)}»" for m in members))
    subject, predicate, value = axiom.triples[0]
    named = {"subject": _name(data, subject, lang), "object": _name(data, value, lang)}
    if predicate == OWL + "disjointWith":
        return text("reason.axiom-disjoint", lang, members=f"«{named['subject']}», «{named['object']}»")
    if predicate == TYPE and value in KINDS:
        return text(f"reason.{KINDS[value]}", lang, subject=named["subject"])
    if predicate in SENTENCES:
        return text(f"reason.{SENTENCES[predicate]}", lang, **named)
    sentence = "reason.axiom-other" if axiom.of_ontology else "reason.axiom-link"
    return text(sentence, lang, predicate=_name(data, predicate, lang), **named)


def _name(data: Data, iri: str, lang: str) -> str:
    labels = {r["label"].lang or "": str(r["label"]) for r in _labels(data, iri) if isinstance(r["label"], Lit)}
    return in_language(labels, lang) or iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _labels(data: Data, iri: str) -> list[dict[str, Any]]:
    return [] if iri.startswith("_:") else [dict(r) for r in data.rows("analyse/labels", thing=Iri(iri))]


def _said_by(data: Data, axiom: Axiom) -> list[str]:
    """The graphs that say so, apart from our own ontology."""
    subject, predicate, value = axiom.triples[0]
    if subject.startswith("_:"):
        return []
    known = {"subject": Iri(subject), "predicate": Iri(predicate)}
    if not value.startswith("_:"):
        known["object"] = Iri(value)
    rows = data.rows("reason/said-by", **known)
    graphs = [str(r["graph"]).split("/graph/")[-1] for r in rows]
    return [g for g in graphs if g not in ("shared/ontology", "shared/alignments")]
