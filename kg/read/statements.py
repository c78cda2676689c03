"""Rows into statements: who, in which role, about what, on what basis, how binding, by which words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from kg.rdf import Iri, Lit, Row, Term
from kg.read.model import IMPLIED, OUTSIDE, STATED, Counterpart, Evidence, Source, Statement, Thing
from kg.read.things import Things, interval, notation, text
from kg.store import Data
from kg.terms import BASE, KG

NS = BASE + "ns/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
UNSURE = ("known", "unknown", "derived", "conflict")
ANY_OF = "any of"
COMBINED = {"bearersAre": "bearers", "objectsAre": "objects", "counterpartsAre": "counterparts"}

Values = Mapping[str, Sequence[Term]]


def read_statements(
    data: Data, graphs: Sequence[str], things: Things, sources: Mapping[str, Source]
) -> tuple[Statement, ...]:
    """Every statement of those source graphs, in the order of its IRI; of one that two sources hold, the first."""
    said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    graph_of: dict[str, str] = {}
    for row in data.rows("read/statements", graph=[Iri(g) for g in graphs]):
        iri, graph, value = str(row["statement"]), str(row["graph"]), row["value"]
        assert value is not None
        if graph_of.setdefault(iri, graph) == graph:
            said[iri][str(row["property"]).removeprefix(NS)].append(value)
    reader = _Reader(things, sources, _counterparts(data, things), _evidence(data, things))
    return tuple(reader.statement(iri, graph_of[iri], values) for iri, values in said.items())


def _counterparts(data: Data, things: Things) -> dict[str, list[Counterpart]]:
    found: dict[str, list[Counterpart]] = defaultdict(list)
    for row in data.rows("read/counterparts"):
        found[str(row["statement"])].append(Counterpart(things.of(row["party"]), notation(row["role"]) or "with"))
    return found


def _evidence(data: Data, things: Things) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    seen: set[tuple[str, ...]] = set()
    for row in data.rows("read/evidence"):
        key = (str(row["statement"]), str(row["quote"]), str(row["document"]), str(row["chapter"]))
        if key not in seen:
            seen.add(key)
            found[key[0]].append(_one_evidence(row, things))
    return found


def _one_evidence(row: Row, things: Things) -> Evidence:
    quote = row["quote"]
    return Evidence(
        quote=text(quote),
        document=things.of(row["document"]),
        chapter=text(row["chapter"]),
        graph=str(row["graph"]),
        lang=quote.lang if isinstance(quote, Lit) else None,
        successor=things.of(row["successor"]) if row["successor"] else None,
        held=row["held"] is not None,
    )


class _Values:
    """What the properties of one statement hold."""

    def __init__(self, values: Values, things: Things) -> None:
        self._values, self._things = values, things

    def one(self, name: str) -> Term | None:
        return self._values[name][0] if name in self._values else None

    def concept(self, name: str) -> str | None:
        return notation(self.one(name))

    def named(self, name: str) -> tuple[Thing, ...]:
        return tuple(self._things.of(v) for v in self._values.get(name, ()))

    def first(self, name: str) -> Thing | None:
        return next(iter(self.named(name)), None)

    def iris(self, name: str) -> tuple[str, ...]:
        return tuple(str(v) for v in self._values.get(name, ()))

    def texts(self, name: str) -> dict[str, str]:
        return {v.lang or "fi": str(v) for v in self._values.get(name, ()) if isinstance(v, Lit)}

    def matters(self) -> dict[str, Any]:
        """What the statement is about, by the part that each thing plays, and on what it rests."""
        return {
            "objects": self.named("object"),
            "affects": self.named("affects"),
            "heeds": self.named("heeds"),
            "means": self.named("byMeans"),
            "drafting": self.named("inDraftingOf"),
            "places": self.named("place"),
            "basis": self.named("basis"),
            "occasion": self.named("occasion"),
            "any_of": frozenset(part for name, part in COMBINED.items() if self.concept(name) == ANY_OF),
        }

    def qualities(self) -> dict[str, Any]:
        """How binding it is, how often, at which level, and how it stands to other statements."""
        return {
            "action": self.texts("action"),
            "modality": self.concept("modality") or "describes",
            "hedge": self.texts("hedge"),
            "condition": self.texts("condition"),
            "force": self.concept("force"),
            "level": self.first("level"),
            "rhythm": self.first("rhythm"),
            "step": self.concept("competenceStep"),
            "derives_from": self.iris("derivesFrom"),
            "repeats": self.iris("repeats"),
            "repeat_kind": self.concept("repeatKind"),
            "conflicts": self.iris("conflictsWith"),
            "tensions": self.iris("inTensionWith"),
            "open_list": text(self.one("openList")) == "true",
        }


class _Reader:
    """One statement after the other out of its values."""

    def __init__(
        self,
        things: Things,
        sources: Mapping[str, Source],
        counterparts: Mapping[str, list[Counterpart]],
        evidence: Mapping[str, list[Evidence]],
    ) -> None:
        self.things, self.sources = things, sources
        self.counterparts, self.evidence = counterparts, evidence
        self.periods = [t for t in things.values() if t.kind == "period"]

    def statement(self, iri: str, graph: str, values: Values) -> Statement:
        """One statement: its parties and matters, how it binds, and by which words."""
        said = _Values(values, self.things)
        normative = str(KG.Responsibility) in said.iris(TYPE)
        evidence = tuple(self.evidence.get(iri, ()))
        bearer_status = said.concept("bearerStatus") or "absent"
        confidence = said.concept("confidence")
        quoted = any(e.quote for e in evidence)
        timing = text(said.one("timing"))
        return Statement(
            iri=iri,
            graph=graph,
            normative=normative,
            role=said.first("role"),
            bearers=said.named("bearer") if normative else (),
            subjects=said.named("subject") + (() if normative else said.named("bearer")),
            bearer_status=bearer_status,
            status=self._status(graph, bearer_status, confidence, quoted=quoted),
            counterparts=tuple(self.counterparts.get(iri, ())),
            timing=timing,
            period=self._period(timing),
            confidence=confidence,
            own=interval(said.one("validFrom"), said.one("validUntil"), said.one("endUnknown")),
            evidence=evidence,
            **said.matters(),
            **said.qualities(),
        )

    def _status(self, graph: str, bearer_status: str, confidence: str | None, *, quoted: bool) -> str:
        """The status of a statement. Without a bearer the words still state the tie.

        Outside knowledge: its source says how sure it is, and has not seen it or does not hold the words.
        """
        source = self.sources.get(graph)
        of_source = source.confidence if source else None
        sure = of_source is None or (of_source == "seen" and quoted)
        if confidence in UNSURE or not sure:
            return OUTSIDE
        return IMPLIED if bearer_status == "implied" else STATED

    def _period(self, timing: str | None) -> Thing | None:
        """The longest-named period that the words of a source mention: «vuonna 2001» → 2001."""
        said = f" {(timing or '').casefold()} "
        named = [t for t in self.periods if f" {t.name('fi').casefold()} " in said]
        return max(named, key=lambda t: len(t.name("fi")), default=None)
