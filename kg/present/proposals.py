"""Proposals in words: what each would change, on what ground, and what became of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from kg.messages import text
from kg.present.imported import Imported, fault_message
from kg.present.sheets.catalogue import Catalogue
from kg.rdf import Iri
from kg.sources.sheets import SHEETS
from kg.store.acts import Act
from kg.terms import BASE


class Drafted(Protocol):
    """What a proposal says."""

    @property
    def sheet(self) -> str: ...
    @property
    def thing(self) -> str: ...
    @property
    def cells(self) -> Mapping[str, str]: ...
    @property
    def before(self) -> Mapping[str, str]: ...
    @property
    def source(self) -> str: ...
    @property
    def quote(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Proposed(Protocol):
    """One proposal as it stands."""

    @property
    def number(self) -> int: ...
    @property
    def draft(self) -> Drafted: ...
    @property
    def author(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def acts(self) -> tuple[Act, ...]: ...
    @property
    def erased(self) -> bool: ...


@dataclass(frozen=True)
class Shown:
    """A proposal ready to be shown; `changes` are (what, before, after), `acts` (what was done, when, by whom, why)."""

    proposal: Any
    title: str
    changes: tuple[tuple[str, str, str], ...]
    acts: tuple[tuple[str, str, str, str], ...]
    author: str

    def json(self) -> dict[str, Any]:
        """The proposal for programs; the author only where the reader may see it."""
        draft = self.proposal.draft
        return {
            "number": self.proposal.number,
            "state": self.proposal.state,
            "sheet": draft.sheet,
            "thing": draft.thing or None,
            "title": self.title,
            "changes": [{"what": w, "before": b, "after": a} for w, b, a in self.changes],
            "source": draft.source,
            "quote": draft.quote or None,
            "reason": draft.reason,
            "author": self.author or None,
            "acts": [{"kind": k, "time": t, "author": a or None, "reason": r or None} for k, t, a, r in self.acts],
        }

    def lines(self, lang: str) -> Iterator[str]:
        """The proposal as lines of text."""
        draft = self.proposal.draft
        state = text(f"proposals.state-{self.proposal.state}", lang)
        yield f"{self.proposal.number}  {self.title} ({state})"
        for what, before, after in self.changes:
            yield f"    {what}: {before or '–'} → {after or '–'}"
        if draft.source:
            yield f"    {text('proposals.source', lang)}: {draft.source}" + (f" «{draft.quote}»" if draft.quote else "")
        for kind, time, author, reason in self.acts:
            yield "    " + ", ".join(part for part in (f"{time} {kind}", author, reason) if part)


def shown(proposal: Proposed, accounts: Mapping[str, str], lang: str, names: Catalogue) -> Shown:
    """One proposal in a language; `accounts` holds the authors that the reader may see."""
    draft = proposal.draft
    order = [c.key for s in SHEETS if s.key == draft.sheet for c in s.columns]
    columns = sorted(draft.cells, key=lambda c: order.index(c) if c in order else len(order))
    changes = tuple(
        (column_label(c, lang), in_names(draft.before.get(c, ""), names), in_names(draft.cells[c], names))
        for c in columns
        if draft.cells[c] or draft.before.get(c)
    )
    acts = tuple(_act(act, accounts, lang) for act in proposal.acts)
    return Shown(proposal, _title(proposal, lang, names), changes, acts, accounts.get(proposal.author, ""))


def _title(proposal: Proposed, lang: str, names: Catalogue) -> str:
    draft = proposal.draft
    if proposal.erased:
        return text("proposals.erased", lang)
    if not draft.thing:
        said = draft.cells.get("name") or draft.cells.get("object") or ""
        return text("proposals.new", lang, kind=text(f"proposals.sheet-{draft.sheet}", lang), name=said)
    known = names.names.things.get(Iri(draft.thing))
    return known.name(lang) if known else draft.thing.rsplit("/", 1)[1]


def in_names(cell: str, names: Catalogue) -> str:
    """A cell's text as people read it: what a cell can name only by its IRI is called by its name."""
    if BASE not in cell:
        return cell
    parts = (part.strip() for part in cell.split(";"))
    things = names.names.things
    return "; ".join(things[Iri(p)].name(names.lang) if p in things else p for p in parts)


def column_label(column: str, lang: str) -> str:
    """What a field of a form is called."""
    return text(f"proposals.column-{column}", lang)


def _act(act: Act, accounts: Mapping[str, str], lang: str) -> tuple[str, str, str, str]:
    time = f"{act.time.astimezone():%-d.%-m.%Y %H:%M}"
    return text(f"proposals.act-{act.kind}", lang), time, accounts.get(act.author, ""), act.reason


def refusal(
    tried: Imported, stale: Mapping[str, tuple[str, str]], cells: Mapping[str, str], lang: str
) -> Iterator[str]:
    """Why a proposal was not taken: each mistake with its field, or what somebody else changed meanwhile."""
    for fault in tried.faults:
        near = " " + text("import.did-you-mean", lang, suggestion=fault.suggestion) if fault.suggestion else ""
        yield f"{field_label(fault.column, lang)}: {fault_message(fault, lang)}{near}"
    for column, (before, now) in stale.items():
        facts = {"before": before, "now": now, "after": cells.get(column, "")}
        yield text("proposals.stale", lang, what=column_label(column, lang), **facts)
    if tried.faults:
        yield text("proposals.refused", lang, number=len(tried.faults))


def field_label(header: str, lang: str) -> str:
    """What the field of a sheet's Finnish header is called on the form."""
    key = next((c.key for s in SHEETS for c in s.columns if c.fi == header), "")
    if header == "perustelu":
        return text("proposals.reason", lang)
    return column_label(key, lang) if key else header
