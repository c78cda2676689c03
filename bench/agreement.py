"""How far a second reading agrees with the graph, field by field: `python -m bench.agreement READING.csv`.

Cohen's kappa for the fields with a closed list of values, Jaccard and exact agreement for the open ones. The reading
has a row for each statement; its cells hold Finnish names or notations, lists by `;`.
"""

import csv
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import mean

from rdflib import RDF, SKOS, Graph, URIRef

from kg.load.shipped import municipality_files, shared_files
from kg.terms import ID, KG

CLOSED = {
    "status": KG.bearerStatus,
    "role": KG.role,
    "modality": KG.modality,
    "force": KG.force,
    "level": KG.level,
    "rhythm": KG.rhythm,
}
OPEN = {
    "object": KG.object,
    "affects": KG.affects,
    "heeds": KG.heeds,
    "means": KG.byMeans,
    "drafting": KG.inDraftingOf,
    "basis": KG.basis,
}
WORDS = {"hedge": KG.hedge, "condition": KG.condition}
ENOUGH = 5
"""So many letters at least must two inflected words share."""

Names = frozenset[str]
Filler = tuple[Names, ...]


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa: the agreement beyond what the two readers' own habits would give by chance."""
    total = len(pairs)
    observed = sum(a == b for a, b in pairs) / total
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[value] * second[value] for value in first) / total**2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def plain(text: str) -> str:
    """A name without case, marks and hyphens."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("-", " ")
    return " ".join(re.findall(r"[\wåäö/]+", folded))


def alike(one: str, other: str) -> bool:
    """Whether two names share the beginning of every word of the shorter one, whatever their endings."""
    few, many = sorted((plain(one).split(), plain(other).split()), key=len)
    return bool(few) and all(any(_akin(w, v) for v in many) for w in few)


def _akin(word: str, other: str) -> bool:
    """Whether two words differ by no more than an ending."""
    length = max(ENOUGH, min(len(word), len(other)) - 3)
    return word[:length] == other[:length]


def same(said: str, names: Names) -> bool:
    return any(alike(said, name) for name in names)


def jaccard(said: Sequence[str], held: Filler) -> float:
    """The share of things that both name, among those that either names."""
    if not said and not held:
        return 1.0
    both = sum(any(same(word, names) for word in said) for names in held)
    more = sum(not any(same(word, names) for names in held) for word in said)
    return both / (len(held) + more)


class Held:
    """What the graph says of each statement, in the fields of a reading."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def closed(self, statement: URIRef, field: str) -> str:
        value = self.graph.value(statement, CLOSED[field])
        return str(value).rsplit("/", 1)[-1].replace("-", " ") if value else ""

    def open(self, statement: URIRef, terms: Iterable[URIRef]) -> Filler:
        things = [t for term in terms for t in self.graph.objects(statement, term)]
        return tuple(self._names(t) for t in things)

    def counterparts(self, statement: URIRef) -> Filler:
        return self.open(statement, [KG.hasCounterpart / KG.party])  # type: ignore[list-item]

    def words(self, statement: URIRef, term: URIRef) -> str:
        return plain(" ".join(str(w) for w in self.graph.objects(statement, term)))

    def kind(self, statement: URIRef) -> str:
        return "responsibility" if (statement, RDF.type, KG.Responsibility) in self.graph else "description"

    def notation(self, text: str) -> str:
        """A cell's word as its notation: «velvollisuus» and «must» are one."""
        word = plain(text)
        return self._notations.get(word, word)

    def _names(self, thing: object) -> Names:
        found = [o for p in (SKOS.prefLabel, SKOS.altLabel) for o in self.graph.objects(thing, p)]  # type: ignore[arg-type]
        return frozenset(str(o) for o in found) | {str(thing).rsplit("/", 1)[-1].replace("-", " ")}

    @property
    def _notations(self) -> Mapping[str, str]:
        if not hasattr(self, "_known"):
            self._known = {
                plain(str(label)): plain(str(self.graph.value(concept, SKOS.notation)))
                for concept, label in self.graph.subject_objects(SKOS.prefLabel)
                if str(concept).startswith("https://w3id.org/vastuuverkko/vocab/")
                and getattr(label, "language", "") == "fi"
                and str(concept).split("/")[-2] in {"roles", "modality", "force", "levels", "rhythm", "bearer-status"}
            }
        return self._known


def listed(cell: str) -> list[str]:
    """A cell's list, a counterpart without its role («poliisi=kanssa»)."""
    parts = (re.split(r"[=(]", part)[0].strip() for part in cell.split(";"))
    return [part for part in parts if part and part != "-"]


def compare(reading: Sequence[Mapping[str, str]], held: Held) -> list[tuple[str, int, str, float]]:
    """(field, rows, measure, value) for each field."""
    rows = [(row, ID[f"helsinki/statement/{row['id'].strip()}"]) for row in reading]
    rows = [(row, s) for row, s in rows if (s, KG.role, None) in held.graph]
    found = [("class", len(rows), "kappa", kappa([(_class(row["class"]), held.kind(s)) for row, s in rows]))]
    for field in CLOSED:
        pairs = [(held.notation(row.get(field, "").strip(" -")), held.closed(s, field)) for row, s in rows]
        found.append((field, len(rows), "kappa", kappa(pairs)))
    for field, term in WORDS.items():
        pairs = [(plain(row.get(field, "").strip(" -«»")), held.words(s, term)) for row, s in rows]
        found.append((field, len(rows), "kappa of presence", kappa([(str(bool(a)), str(bool(b))) for a, b in pairs])))
    terms = {"bearer": (KG.bearer, KG.subject)} | {field: (term,) for field, term in OPEN.items()}
    fillers = {
        field: [(listed(row.get(field, "")), held.open(s, wanted)) for row, s in rows]
        for field, wanted in terms.items()
    }
    fillers["counterparts"] = [(listed(row.get("counterparts", "")), held.counterparts(s)) for row, s in rows]
    for field, pairs_of in fillers.items():
        scores = [jaccard(said, names) for said, names in pairs_of]
        found.append((field, len(rows), "Jaccard", mean(scores)))
        found.append((field, len(rows), "exact", mean(score == 1 for score in scores)))
        presence = [(str(bool(said)), str(bool(names))) for said, names in pairs_of]
        found.append((field, len(rows), "kappa of presence", kappa(presence)))
    return found


def _class(cell: str) -> str:
    return "responsibility" if plain(cell)[:1] in ("r", "v") else "description"


def read_held() -> Held:
    graph = Graph()
    for path, _ in [*shared_files(), *municipality_files("helsinki")]:
        if path.suffix == ".ttl":
            graph.parse(path)
    return Held(graph)


def read_reading(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def table(found: Iterable[tuple[str, int, str, float]]) -> str:
    lines = ["| field | statements | measure | agreement |", "| --- | ---: | --- | ---: |"]
    return "\n".join([*lines, *(f"| {f} | {n} | {measure} | {value:.2f} |" for f, n, measure, value in found)])


if __name__ == "__main__":
    rows = [row for name in sys.argv[1:] for row in read_reading(Path(name))]
    print(table(compare(rows, read_held())))
