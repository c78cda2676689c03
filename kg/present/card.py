"""All that the graph says of one thing, sorted as its card shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.analyse.trace import SentenceTrace
from kg.present.reading import Reading
from kg.rdf import Iri, Lit
from kg.read import Statement, Thing
from kg.read.interval import Interval
from kg.read.standing import Standing, standing
from kg.terms import BASE

NS = BASE + "ns/"
MODALITIES = ("must", "task", "power", "right", "should", "may", "constitutive", "describes")
BINDING: Mapping[str, tuple[str, ...]] = {
    "all": MODALITIES,
    "must": ("must", "task", "power"),
    "should": ("should",),
    "may": ("may", "right"),
}
"""What a filter keeps; `describes` is shown only unfiltered."""

SEATS = ("member", "invited", "chair", "vice-chair", "secretariat", "secretary")
ONCE = {"validFrom": "since", "validUntil": "until", "repeats": "repeats"}
"""Properties with one value, and where a card keeps it."""
SEEN_AS_TIES = ("hasMember", "hasInvitee", "hasChair", "hasSecretariat", "coordinator", "numberOfMembers", "heads")
"""Facts that only follow from ties that the card shows with their sources."""
FIRST = ("status", "deadline", "responsible", "participant", "inPlan", "indicator", "theme", "area", "populationGroup")
"""The order of what a reader of a measure or a network asks first."""
FACTS_FIRST = ("measure", "network", "area", "theme", "population group")
"""Kinds of things of which one asks first what they are, then who does what about them."""
TIES = (*SEATS, "part-of", "based-on", "replaces", "takes-into-account", "coordinates")
SKIPPED = (
    *("type", "prefLabel", "altLabel", "identifier", "validFrom", "validUntil", "note", "differentFrom", "inScheme"),
    *(
        "notation",
        "evidence",
        "isDefinedBy",
        "definition",
        "topConceptOf",
        "hasCounterpart",
        "sentence",
        "numberOfGroups",
        "numberOfMeasures",
        "heldText",
        "partOf",
    ),
)


@dataclass(frozen=True)
class Fact:
    """One further fact: what it is called, and the things or words it names."""

    label: Thing
    things: tuple[Thing, ...] = ()
    words: tuple[Lit, ...] = ()

    @property
    def name(self) -> str:
        return local_name(self.label.iri)


@dataclass
class Card:
    """A thing with its statements by part, its ties by role, and its other facts."""

    thing: Thing
    state: str
    since: str | None = None
    until: str | None = None
    end_unknown: bool = False
    identifiers: list[str] = field(default_factory=list)
    notes: list[Lit] = field(default_factory=list)
    definition: list[Lit] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    mentions: list[Fact] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    repeats: str | None = None
    """Of a statement that only repeats another: that other one."""

    @property
    def known(self) -> bool:
        return bool(self.thing.labels) and self.thing.kind != "thing"


def read_card(graph: Reading, iri: str, day: date | None) -> Card:
    """The thing of an IRI with what stands at it in the graph."""
    card = Card(graph.thing(iri), "unknown")
    about: dict[str, list[Iri | Lit]] = {}
    for row in graph.data.rows("explorer/about", thing=Iri(iri)):
        values = about.setdefault(str(row["property"]), [])
        value = row["value"]
        if value is not None and value not in values:
            values.append(value)
    for prop, values in about.items():
        _place(card, graph, prop, [v for v in values if v != iri])
    card.facts = _in_order(graph, card.facts, iri)
    card.state = _state(card, day or date.today())
    card.mentions = _mentions(graph, iri)
    return card


def _state(card: Card, day: date) -> str:
    interval = Interval(card.since, card.until, card.end_unknown)
    return interval.state(day).value if interval else "unknown"


def _in_order(graph: Reading, facts: list[Fact], iri: str) -> list[Fact]:
    """What a reader asks first, first; without what the card's seats and ties say already."""
    tied = any(_role(s) in TIES for part in ("bearer", "object") for s in graph.said(part, iri))
    kept = [f for f in facts if not (tied and f.name in SEEN_AS_TIES)]
    return sorted(kept, key=lambda f: FIRST.index(f.name) if f.name in FIRST else len(FIRST))


def local_name(prop: str) -> str:
    """The last step of a property's IRI."""
    return prop.replace("#", "/").rsplit("/", 1)[-1]


def _place(card: Card, graph: Reading, prop: str, values: Sequence[Iri | Lit]) -> None:
    name = local_name(prop)
    words = [v for v in values if isinstance(v, Lit)]
    if not values:
        return
    if name in ONCE:
        setattr(card, ONCE[name], str(values[0]))
    elif name == "endUnknown":
        card.end_unknown = str(values[0]) == "true"
    elif name == "identifier":
        card.identifiers += map(str, words)
    elif name in ("note", "scopeNote", "comment"):
        card.notes += words
    elif name == "definition":
        card.definition += words
    elif name == "source":
        card.links += [str(v) for v in values if not isinstance(v, Lit) and str(v).startswith("http")]
    elif name not in SKIPPED:
        card.facts += _fact(graph, prop, values)


def _fact(graph: Reading, prop: str, values: Sequence[Iri | Lit]) -> list[Fact]:
    """A property that has a name of its own, with its values; others are for programs only."""
    label = graph.things.get(prop)
    if label is None:
        return []
    things = tuple(graph.things[str(v)] for v in values if not isinstance(v, Lit) and str(v) in graph.things)
    words = tuple(v for v in values if isinstance(v, Lit))
    return [Fact(label, things, words)] if things or words else []


def _mentions(graph: Reading, iri: str) -> list[Fact]:
    """What points at the thing, by property; statements are shown as statements, not here."""
    found: dict[str, list[Thing]] = {}
    for row in graph.data.rows("explorer/mentions", thing=Iri(iri)):
        prop, subject = str(row["property"]), graph.things.get(str(row["subject"]))
        if subject is None or subject.iri == iri or not subject.labels:
            continue
        if subject.kind != "thing" and prop in graph.things:
            found.setdefault(prop, []).append(subject)
    tied = any(_role(s) in TIES for s in graph.said("bearer", iri))
    facts = [Fact(graph.things[prop], tuple(things)) for prop, things in found.items()]
    return [f for f in facts if not (tied and f.name in SEEN_AS_TIES)]


@dataclass(frozen=True)
class Shown:
    """One statement as a card shows it."""

    statement: Statement
    standing: Standing
    others: tuple[Statement, ...] = ()


def duties(graph: Reading, iri: str, keep: str, day: date | None) -> dict[str, list[Shown]]:
    """What the thing must, shall, may do, by modality; seats and mere links apart."""
    wanted = BINDING.get(keep, MODALITIES)
    found: dict[str, list[Shown]] = {m: [] for m in wanted}
    for statement in graph.said("bearer", iri):
        if statement.modality in found and _role(statement) not in TIES:
            found[statement.modality].append(show(graph, statement, day))
    return {m: some for m, some in found.items() if some}


def show(graph: Reading, statement: Statement, day: date | None) -> Shown:
    others = [graph.by_iri[i] for i in statement.conflicts if i in graph.by_iri]
    return Shown(statement, standing(statement, day), tuple(others))


def ties(graph: Reading, iri: str, part: str, day: date | None) -> dict[str, list[Shown]]:
    """The thing's seats and links by role: as the one who has them (`bearer`), or whose they are (`object`)."""
    found: dict[str, list[Shown]] = {}
    for statement in graph.said(part, iri):
        role = _role(statement)
        if role in TIES:
            found.setdefault(role, []).append(show(graph, statement, day))
    return found


def about(graph: Reading, iri: str, day: date | None) -> dict[str, list[Shown]]:
    """What others do for, to or by the thing: where it is object, counterpart or basis."""
    found = {
        part: [
            show(graph, s, day)
            for s in graph.said(part, iri)
            if _role(s) not in TIES and all(b.iri != iri for b in s.who)
        ]
        for part in ("object", "party", "basis")
    }
    return {part: some for part, some in found.items() if some}


def _role(statement: Statement) -> str:
    return statement.role.iri.rsplit("/", 1)[-1] if statement.role else ""


def statements_of(graph: Reading, sentence: SentenceTrace) -> list[Statement]:
    """The statements of a sentence; a repeat that changes nothing stands as the statement that it repeats."""
    by_iri = graph.by_iri
    found = [i for i in sentence.statements if i in by_iri]
    found += [r for i in sentence.statements if i not in by_iri for r in repeated(graph, i) if r in by_iri]
    return [by_iri[i] for i in dict.fromkeys(found)]


def repeated(graph: Reading, statement: str) -> list[str]:
    """What a repeat repeats."""
    rows = graph.data.rows("explorer/about", thing=Iri(statement))
    return [str(row["value"]) for row in rows if str(row["property"]) == NS + "repeats"]
