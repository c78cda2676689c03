"""What people did: an append-only log of PROV activities in the municipality's graph of proposals.

Each act is sealed with a SHA-256 over the seal before it and all that it says, so that an act which was changed or
taken out shows. An author is a key; the account behind it stands in a graph of its own, and nowhere else, so that it
can be taken away (`kg forget --author`).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any

from rdflib.namespace import DCTERMS, PROV, RDF

from kg.rdf import XSD, Iri, Lit, Quad, Term
from kg.store.disk import apply
from kg.store.embedded import EmbeddedStore
from kg.store.kept import untouched
from kg.store.query import find_query
from kg.terms import GRAPH, ID, KG

JSON = str(RDF.JSON)
UNSEALED = "0" * 64
"""Stands before the first act."""


@dataclass(frozen=True)
class Deed:
    """Something that somebody does, not yet written down. `about` is the IRI of an act or a thing."""

    kind: str
    account: str
    about: str = ""
    reason: str = ""
    data: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Act:
    """One line of the log; `author` is a key, `made` the IRI of the change in the history that came of it."""

    iri: str
    number: int
    kind: str
    author: str
    time: datetime
    about: str
    reason: str
    data: Mapping[str, Any] = field(hash=False)
    made: str
    seal: str

    def sealed(self, before: str) -> str:
        """The seal that this act must carry after that one."""
        data = sha256(_json(self.data).encode()).hexdigest()
        said = [before, self.number, self.kind, self.author, self.time.isoformat(), self.about, self.reason, data]
        return sha256(_json([*said, self.made]).encode()).hexdigest()


def proposals_graph(municipality: str) -> Iri:
    return Iri(GRAPH[f"{municipality}/proposals"])


def authors_graph(municipality: str) -> Iri:
    return Iri(GRAPH[f"{municipality}/authors"])


def acts(store: EmbeddedStore, municipality: str) -> list[Act]:
    """All acts, the first first."""
    rows = store.select(find_query("store/acts").text, [proposals_graph(municipality)])
    return sorted((_act(row) for row in rows), key=lambda act: act.number)


def accounts(store: EmbeddedStore, municipality: str) -> dict[str, str]:
    """The account of each author by the author's key; one who was forgotten has none."""
    rows = store.select(find_query("store/accounts").text, [authors_graph(municipality)])
    return {_last(row["author"]): str(row["account"]) for row in rows}


def broken(log: Sequence[Act]) -> int | None:
    """The number of the first act that does not follow on the one before it; None where all do."""
    before = UNSEALED
    for place, act in enumerate(log, 1):
        if act.number != place or act.seal != act.sealed(before):
            return place
        before = act.seal
    return None


def act_quads(path: Path, municipality: str, deeds: Iterable[Deed], made: str = "") -> list[Quad]:
    """Deeds as the next acts of the log, to be written in the caller's transaction. The caller is `alone`."""
    store = EmbeddedStore(path, read_only=True) if path.exists() else EmbeddedStore()
    known = {account: key for key, account in accounts(store, municipality).items()}
    last = acts(store, municipality)[-1:]
    before, number = (last[0].seal, last[0].number) if last else (UNSEALED, 0)
    found: list[Quad] = []
    for deed in deeds:
        number += 1
        if deed.account not in known:
            known[deed.account] = token_hex(8)
            author = Iri(ID[f"{municipality}/author/{known[deed.account]}"])
            found.append((author, Iri(DCTERMS.identifier), Lit(deed.account), authors_graph(municipality)))
        act = _next(deed, municipality, number, known[deed.account], made)
        before = act.sealed(before)
        found += _quads(act, municipality, before)
    return found


def record(path: Path, municipality: str, deeds: Sequence[Deed], made: str = "") -> list[Act]:
    """Write deeds down that change no fact, and return them as acts; `made` = a kept file. The caller is `alone`."""
    with untouched(path):
        apply(path, [], act_quads(path, municipality, deeds, made))
    return acts(EmbeddedStore(path, read_only=True), municipality)[-len(deeds) :]


def _next(deed: Deed, municipality: str, number: int, author: str, made: str) -> Act:
    iri = str(ID[f"{municipality}/act/{number}"])
    return Act(iri, number, deed.kind, author, datetime.now(UTC), deed.about, deed.reason, dict(deed.data), made, "")


def _quads(act: Act, municipality: str, seal: str) -> list[Quad]:
    about = Iri(act.iri)
    facts: list[tuple[object, Term]] = [
        (RDF.type, Iri(PROV.Activity)),
        (DCTERMS.identifier, Lit(str(act.number))),
        (DCTERMS.type, Lit(act.kind)),
        (PROV.wasAssociatedWith, Iri(ID[f"{municipality}/author/{act.author}"])),
        (PROV.endedAtTime, Lit(act.time.isoformat(timespec="microseconds"), datatype=XSD + "dateTime")),
        (KG.seal, Lit(seal)),
    ]
    if act.about:
        facts.append((PROV.used, Iri(act.about)))
    if act.reason:
        facts.append((DCTERMS.description, Lit(act.reason)))
    if act.data:
        facts.append((RDF.value, Lit(_json(act.data), datatype=JSON)))
    if act.made:
        facts.append((PROV.generated, Iri(act.made)))
    return [(about, Iri(str(p)), o, proposals_graph(municipality)) for p, o in facts]


def _act(row: Mapping[str, Term | None]) -> Act:
    def text(name: str) -> str:
        return str(row[name] or "")

    time, data = datetime.fromisoformat(text("time")), json.loads(text("data") or "{}")
    return Act(
        text("act"), int(text("number")), text("kind"), _last(row["author"]), time, text("about"), text("reason"), data,
        text("made"), text("seal"),
    )  # fmt: skip


def _last(iri: Term | None) -> str:
    return str(iri).rsplit("/", 1)[1]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
