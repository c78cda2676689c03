"""Rows into things with their names, kinds and intervals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.rdf import Lit, Row, Term
from kg.read.interval import Interval
from kg.read.model import Thing
from kg.store import Data
from kg.terms import BASE

PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
IDENTIFIER = "http://purl.org/dc/terms/identifier"
VOCABULARIES = BASE + "vocab/"


def read_things(data: Data) -> dict[str, Thing]:
    """Every named thing of the graph by its IRI."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in data.rows("read/things"):
        rows[str(row["thing"])].append(row)
    return {iri: _thing(iri, group) for iri, group in rows.items()}


def _thing(iri: str, rows: Iterable[Row]) -> Thing:
    labels: dict[str, str] = {}
    others: dict[str, dict[str, None]] = defaultdict(dict)
    identifiers: dict[str, None] = {}
    kinds: dict[str, None] = {}
    first: Row = {}
    for row in rows:
        first = first or row
        name, prop = row["name"], row["property"]
        lang = (name.lang if isinstance(name, Lit) else None) or "fi"
        if prop == IDENTIFIER:
            identifiers[str(name)] = None
        elif prop == PREF_LABEL and lang not in labels:
            labels[lang] = str(name)
        elif str(name) != labels.get(lang):
            others[lang][str(name)] = None
        if row["kind"]:
            kinds[str(row["kind"])] = None
    return Thing(
        iri=iri,
        kind=next(iter(kinds), None) or _scheme_kind(iri),
        labels=labels,
        others={lang: tuple(names) for lang, names in others.items()},
        identifiers=tuple(identifiers),
        interval=interval(first["from"], first["until"], first["endless"]),
    )


def _scheme_kind(iri: str) -> str:
    """The kind of a concept that has no class of its own: its scheme's name, in the singular."""
    if not iri.startswith(VOCABULARIES):
        return "thing"
    scheme = iri.removeprefix(VOCABULARIES).split("/")[0].replace("-", " ")
    return scheme.removesuffix("ies") + "y" if scheme.endswith("ies") else _singular(scheme)


def _singular(scheme: str) -> str:
    return scheme if scheme.endswith("us") else scheme.removesuffix("s")


def interval(since: Term | None, until: Term | None, end_unknown: Term | None) -> Interval:
    return Interval(text(since), text(until), text(end_unknown) == "true")


def text(value: Term | None) -> str | None:
    return None if value is None else str(value)


def notation(concept: Term | None) -> str | None:
    """`…/vocab/force/principles-paper` as `principles paper`."""
    return None if concept is None else str(concept).rsplit("/", 1)[-1].replace("-", " ")


class Things(Mapping[str, Thing]):
    """All things by IRI; asked for one without a name, it gives one that is called by the end of its IRI."""

    def __init__(self, things: Mapping[str, Thing]) -> None:
        self._things = dict(things)

    def __getitem__(self, iri: str) -> Thing:
        return self._things[iri]

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)

    def of(self, iri: Term | str | None) -> Thing:
        """The thing of that IRI; one named by the end of its IRI where the graph names none."""
        key = str(iri)
        found = self._things.get(key)
        return found or Thing(key, "thing", {"fi": key.rsplit("/", 1)[-1].replace("-", " ")})
