"""Rows of the graph into statements with named things: what questions are asked against."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.rdf import Iri, Lit, Row, Term
from kg.store import Data
from kg.terms import BASE

NS = BASE + "ns/"
PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


@dataclass(frozen=True, eq=False)
class Thing:
    """Anything with a name: `labels` by language, `others` = every other name by language, `kind` as JSON prints it."""

    iri: str
    kind: str
    labels: Mapping[str, str]
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def name(self, lang: str) -> str:
        """The name in `lang`, else in Finnish, else in any language."""
        return self.labels.get(lang) or self.labels.get("fi") or next(iter(self.labels.values()), "")

    def names(self, lang: str) -> list[str]:
        return [*([self.labels[lang]] if lang in self.labels else []), *self.others.get(lang, ())]


@dataclass(frozen=True, eq=False)
class Evidence:
    """Words of a document; `quote` is None where a source gives no sentence, `held` says that it can be re-read."""

    quote: str | None
    document: Thing
    chapter: str | None
    graph: str
    valid_from: str | None = None
    valid_until: str | None = None
    successor: Thing | None = None
    held: bool = False


@dataclass(frozen=True, eq=False)
class Counterpart:
    party: Thing
    role: str | None


@dataclass(frozen=True, eq=False)
class Statement:
    """One statement, or one link of a source that has no sentence of its own."""

    iri: str
    role: Thing | None
    bearers: tuple[Thing, ...] = ()
    bearer_status: str = "stated"
    objects: tuple[Thing, ...] = ()
    counterparts: tuple[Counterpart, ...] = ()
    basis: tuple[Thing, ...] = ()
    modality: str = "describes"
    force: str | None = None
    level: Thing | None = None
    rhythm: Thing | None = None
    timing: str | None = None
    period: Thing | None = None
    action: Mapping[str, str] = field(default_factory=dict)
    step: str | None = None
    repeats: str | None = None
    repeat_kind: str | None = None
    conflicts: tuple[str, ...] = ()
    open_list: bool = False
    valid_from: str | None = None
    valid_until: str | None = None
    confidence: str | None = None
    evidence: tuple[Evidence, ...] = ()

    def valid(self) -> tuple[str | None, str | None]:
        """The statement's own interval, else that of its first document (both ends inclusive)."""
        if self.valid_from or self.valid_until or not self.evidence:
            return self.valid_from, self.valid_until
        return self.evidence[0].valid_from, self.evidence[0].valid_until


def read_things(data: Data) -> dict[str, Thing]:
    """Every named thing of the graph by its IRI."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in data.rows("answer/things"):
        rows[str(row["thing"])].append(row)
    return {iri: _thing(iri, group) for iri, group in rows.items()}


def _thing(iri: str, rows: Iterable[Row]) -> Thing:
    labels: dict[str, str] = {}
    others: dict[str, dict[str, None]] = defaultdict(dict)
    kinds: dict[str, None] = {}
    for row in rows:
        name = row["name"]
        lang = (name.lang if isinstance(name, Lit) else None) or "fi"
        if row["property"] == PREF_LABEL and lang not in labels:
            labels[lang] = str(name)
        elif str(name) != labels.get(lang):
            others[lang][str(name)] = None
        if row["kind"]:
            kinds[str(row["kind"])] = None
    kind = next(iter(kinds), None) or _scheme_kind(iri)
    return Thing(iri, kind, labels, {lang: tuple(names) for lang, names in others.items()})


def _scheme_kind(iri: str) -> str:
    """The kind of a concept that has no class of its own: its scheme, in the singular."""
    if not iri.startswith(BASE + "vocab/"):
        return "thing"
    scheme = iri.removeprefix(BASE + "vocab/").split("/")[0]
    return scheme.replace("-", " ").removesuffix("s")


class Reader:
    """Reads all statements of the data; things are read once."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.things = read_things(data)
        self._periods = [t for t in self.things.values() if t.kind == "period"]

    def _period(self, timing: str | None) -> Thing | None:
        """The longest-named period that the words of a source mention: «vuonna 2001» → 2001."""
        said = f" {(timing or '').casefold()} "
        named = [t for t in self._periods if f" {t.name('fi').casefold()} " in said]
        return max(named, key=lambda t: len(t.name("fi")), default=None)

    def thing(self, iri: Term | None) -> Thing:
        key = str(iri)
        return self.things.get(key) or Thing(key, "thing", {"fi": key.rsplit("/", 1)[-1].replace("-", " ")})

    def statements(self) -> list[Statement]:
        """Every statement, in the order of its IRI."""
        properties: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for row in self.data.rows("answer/statements"):
            value = row["value"]
            assert value is not None
            properties[str(row["statement"])][str(row["property"]).removeprefix(NS)].append(value)
        counterparts = self._counterparts()
        evidence = self._evidence()
        return [
            replace(
                self._statement(iri, values),
                counterparts=tuple(counterparts.get(iri, ())),
                evidence=tuple(evidence.get(iri, ())),
            )
            for iri, values in properties.items()
        ]

    def _counterparts(self) -> dict[str, list[Counterpart]]:
        found: dict[str, list[Counterpart]] = defaultdict(list)
        for row in self.data.rows("answer/counterparts"):
            found[str(row["statement"])].append(Counterpart(self.thing(row["party"]), notation(row["role"])))
        return found

    def _evidence(self) -> dict[str, list[Evidence]]:
        found: dict[str, list[Evidence]] = defaultdict(list)
        seen: set[tuple[str, ...]] = set()
        for row in self.data.rows("answer/evidence"):
            key = (str(row["statement"]), str(row["quote"]), str(row["document"]), str(row["chapter"]))
            if key not in seen:
                seen.add(key)
                found[key[0]].append(self._one_evidence(row))
        return found

    def _one_evidence(self, row: Row) -> Evidence:
        return Evidence(
            quote=text(row["quote"]),
            document=self.thing(row["document"]),
            chapter=text(row["chapter"]),
            graph=str(row["graph"]),
            valid_from=text(row["from"]),
            valid_until=text(row["until"]),
            successor=self.thing(row["successor"]) if row["successor"] else None,
            held=row["held"] is not None,
        )

    def _statement(self, iri: str, values: Mapping[str, list[Term]]) -> Statement:
        def one(name: str) -> Term | None:
            return values[name][0] if name in values else None

        def things(name: str) -> tuple[Thing, ...]:
            return tuple(self.thing(v) for v in values.get(name, ()))

        return Statement(
            iri=iri,
            role=next(iter(things("role")), None),
            bearers=things("bearer"),
            bearer_status=notation(one("bearerStatus")) or "absent",
            objects=things("object"),
            basis=things("basis"),
            modality=notation(one("modality")) or "describes",
            force=notation(one("force")),
            level=next(iter(things("level")), None),
            rhythm=next(iter(things("rhythm")), None),
            timing=text(one("timing")),
            period=self._period(text(one("timing"))),
            action={v.lang or "fi": str(v) for v in values.get("action", ()) if isinstance(v, Lit)},
            step=notation(one("competenceStep")),
            repeats=text(one("repeats")),
            repeat_kind=notation(one("repeatKind")),
            conflicts=tuple(str(v) for v in values.get("conflictsWith", ())),
            open_list=text(one("openList")) == "true",
            valid_from=text(one("validFrom")),
            valid_until=text(one("validUntil")),
            confidence=notation(one("confidence")),
        )


def text(value: Term | None) -> str | None:
    return None if value is None else str(value)


def notation(concept: Term | None) -> str | None:
    """`…/vocab/force/principles-paper` as `principles paper`."""
    return None if concept is None else Iri(concept).rsplit("/", 1)[-1].replace("-", " ")
