"""Findings that people work on: given to a body or post with a date, noted, accepted as an exception with an end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from pydantic_core import PydanticCustomError
from rdflib.namespace import DCTERMS

from kg.changes import kept_state, state
from kg.closed import exchanged
from kg.editing.deciding import Desk
from kg.importing import shared_quads
from kg.load.corrections import corrections_graph, seen, withdrawn_graph
from kg.load.sheets.facts import TYPE
from kg.load.sheets.known import known_things
from kg.load.sheets.names import Names
from kg.load.sheets.persons import looks_like_person
from kg.load.sheets.rows import as_date
from kg.load.sheets.statements import source_graph_facts
from kg.messages import texts
from kg.rdf import XSD, Iri, Lit, Quad, Term
from kg.sources.files import flaw, shown, typed
from kg.sources.records import Fault
from kg.sources.sheets import Column
from kg.store.acts import Act, Deed, acts, record
from kg.store.changes import Change
from kg.store.history import Entry, ImportRecord, commit
from kg.store.opening import alone, snapshot
from kg.terms import ID, KG

ASSIGN, NOTE, EXCEPT = "assign", "note", "except"
MOST_TEXT = 5_000


@dataclass(frozen=True)
class Work:
    """What is being done about a finding: whose it is (the IRI of a body or post), by when, and what was noted."""

    shape: str
    focus: str
    to: str = ""
    due: date | None = None
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What somebody says of a finding: texts as they were typed."""

    shape: str
    focus: str
    to: str = ""
    due: str = ""
    note: str = ""
    basis: str = ""
    until: str = ""


@dataclass
class Answer:
    """What came of it; with faults nothing was written."""

    faults: list[Fault] = field(default_factory=list)
    record: ImportRecord | None = None


def worklist(log: Iterable[Act]) -> dict[tuple[str, str], Work]:
    """What is being done, by the shape and the focus of the finding; what was given last counts."""
    found: dict[tuple[str, str], Work] = {}
    for act in log:
        if act.kind not in (ASSIGN, NOTE, EXCEPT):
            continue
        key = (str(act.data.get("shape", "")), act.about)
        work = found.get(key) or Work(*key)
        work = replace(work, acts=(*work.acts, act))
        if act.kind == ASSIGN:
            due = act.data.get("due")
            work = replace(work, to=str(act.data.get("to", "")), due=date.fromisoformat(due) if due else None)
        found[key] = work
    return found


def work_on(desk: Desk) -> dict[tuple[str, str], Work]:
    return worklist(acts(snapshot(desk.path), desk.municipality))


def give(desk: Desk, asked: Asked) -> Answer:
    """Give a finding to a body or post until a day, or only note something about it."""
    with alone(desk.path):
        names = _names(desk)
        to, faults = _receiver(names, asked.to)
        due, wrong = _day(asked.due, "määräaika")
        faults += [*wrong, *_texts(asked), *_known(names, asked)]
        if not (asked.to or asked.note):
            faults.append(_fault("missing-value", "huomautus"))
        if not faults:
            data = {"shape": asked.shape, "to": to, "due": due.isoformat() if due else ""}
            deed = Deed(ASSIGN if to else NOTE, desk.account, asked.focus, typed(asked.note), data)
            record(desk.path, desk.municipality, [deed])
    return Answer(faults)


def excuse(desk: Desk, asked: Asked) -> Answer:
    """Accept a finding until a day, on a ground: an exception in the corrections, which an undo takes back."""
    started, own = datetime.now(UTC), corrections_graph(desk.municipality)
    with alone(desk.path):
        until, faults = _day(asked.until, "asti")
        needed = {"peruste": asked.basis, "perustelu": asked.note, "asti": asked.until}
        faults += [_fault("missing-value", name) for name, value in needed.items() if not typed(value)]
        if until and until < date.today():
            facts = {"start": f"{date.today():%-d.%-m.%Y}"}
            faults.append(_fault("inverted-dates", "asti", f"{until:%-d.%-m.%Y}", facts))
        faults += [*_texts(asked), *_known(_names(desk), asked)]
        if faults or until is None:
            return Answer(faults)
        deed = Deed(EXCEPT, desk.account, asked.focus, typed(asked.note), {"shape": asked.shape, "until": asked.until})
        old = state(desk.path, desk.municipality)
        change = Change(frozenset(), frozenset(_exception(desk, asked, until, started) - old))
        entry = Entry("except", desk.municipality, started, graphs=(str(own),), deeds=(deed,))
        base = old - kept_state(desk.path, desk.municipality)
        with exchanged(desk.path, desk.municipality):
            return Answer([], commit(desk.path, change, entry, base))


def _exception(desk: Desk, asked: Asked, until: date, moment: datetime) -> set[Quad]:
    own = corrections_graph(desk.municipality)
    about = Iri(ID[f"{desk.municipality}/exception/{moment:%Y%m%d%H%M%S%f}"])
    facts: list[tuple[Iri, object, Term]] = [
        (about, TYPE, Iri(KG.Exception)),
        (about, KG.excuses, Iri(asked.focus)),
        (about, KG.requirement, Lit(asked.shape.rsplit("/", 1)[-1])),
        (about, KG.reason, Lit(typed(asked.note), lang="fi")),
        (about, DCTERMS.source, Lit(typed(asked.basis))),
        (about, KG.validFrom, Lit(date.today().isoformat(), datatype=XSD + "date")),
        (about, KG.validUntil, Lit(until.isoformat(), datatype=XSD + "date")),
    ]
    facts += [f for f in source_graph_facts(own, "") if f[1] != DCTERMS.title]
    facts += [(own, DCTERMS.title, Lit(t, lang=lang)) for lang, t in texts("proposals.graph").items()]
    return {(s, Iri(str(p)), o, own) for s, p, o in facts}


def _names(desk: Desk) -> Names:
    held = seen(state(desk.path, desk.municipality, (withdrawn_graph(desk.municipality),)), desk.municipality)
    return Names(desk.municipality, [*known_things(shared_quads()), *known_things(held)])


def _receiver(names: Names, text: str) -> tuple[str, list[Fault]]:
    """The body or post that a text names; a person's name is refused."""
    name = typed(text)
    if not name:
        return "", []
    found = names.resolve("actor", name)
    if len(found) == 1:
        return str(found[0]), []
    if looks_like_person(name):
        return "", [_fault("person-not-post", "vastuutaho", shown(name[:200]))]
    code = "ambiguous-name" if found else "no-such-thing"
    near = "; ".join(names.nearest("actor", name))
    return "", [Fault(code, "–", "–", 0, "vastuutaho", shown(name[:200]), {}, near)]


def _day(text: str, column: str) -> tuple[date | None, list[Fault]]:
    if not typed(text):
        return None, []
    try:
        return as_date(typed(text)), []
    except PydanticCustomError:
        return None, [_fault("not-a-date", column, shown(text[:40]))]


def _texts(asked: Asked) -> list[Fault]:
    found = []
    for name, text in (("perustelu", asked.note), ("peruste", asked.basis)):
        code, facts = flaw(typed(text), Column(name, name)) if text else ("", {})
        if len(text) > MOST_TEXT:
            code, facts = "cell-too-long", {"length": len(text), "most": MOST_TEXT}
        if code:
            found.append(_fault(code, name, shown(text[:40]), facts))
    return found


def _known(names: Names, asked: Asked) -> list[Fault]:
    known = Iri(asked.focus) in names.things
    return [] if known else [_fault("no-such-thing", "tunnus", shown(asked.focus.rsplit("/", 1)[-1][:80]))]


def _fault(code: str, column: str, value: str = "", facts: Mapping[str, object] | None = None) -> Fault:
    return Fault(code, "–", "–", 0, column, value, dict(facts or {}))
