"""Pruning plans that were saved: each with name, wishes, figures and certificate, and what was decided about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from kg.editing.deciding import Desk
from kg.errors import Misuse
from kg.load.sheets.rows import as_date
from kg.sources.files import flaw, typed
from kg.sources.sheets import Column
from kg.store.acts import Act, Deed, acts, record
from kg.store.disk import keep, kept_file
from kg.store.opening import alone, snapshot
from kg.terms import ID

SAVE, PUT, TAKE, LEAVE = "save-plan", "put-plan", "accept-plan", "reject-plan"
STATES = {PUT: "put", TAKE: "accepted", LEAVE: "rejected"}
ENDING = ".trig"
MOST_TEXT = 5_000


@dataclass(frozen=True)
class SavedPlan:
    """A plan as it stands: `saved`, `put` to decision, `accepted` (on a day, in a section) or `rejected`."""

    number: int
    iri: str
    name: str
    wishes: Mapping[str, Any] = field(hash=False)
    figures: Mapping[str, Any] = field(hash=False)
    certificate: str
    state: str = "saved"
    day: str = ""
    section: str = ""
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What is decided about a plan: `put-plan`, `accept-plan` on a day in a section, or `reject-plan` with a reason."""

    number: int
    kind: str
    day: str = ""
    section: str = ""
    reason: str = ""


def plans(log: Iterable[Act]) -> list[SavedPlan]:
    """All saved plans, the first first."""
    found: dict[str, SavedPlan] = {}
    for act in log:
        if act.kind == SAVE and act.data:
            said = act.data
            sha = act.made.rsplit("/", 1)[-1]
            plan = SavedPlan(act.number, act.iri, str(said["name"]), said["wishes"], said["figures"], sha, acts=(act,))
            found[act.iri] = plan
        elif act.about in found and act.kind in STATES:
            plan = replace(found[act.about], state=STATES[act.kind], acts=(*found[act.about].acts, act))
            day, section = str(act.data.get("day", "")), str(act.data.get("section", ""))
            found[act.about] = replace(plan, day=day, section=section)
    return list(found.values())


def saved(desk: Desk) -> list[SavedPlan]:
    return plans(acts(snapshot(desk.path), desk.municipality))


def save(desk: Desk, name: str, wishes: Mapping[str, Any], figures: Mapping[str, Any], certificate: bytes) -> int:
    """Keep a plan with its certificate; returns its number. Raises Misuse for a name that is none or taken."""
    wanted = _text(name, "name")
    with alone(desk.path):
        if wanted.casefold() in {p.name.casefold() for p in saved(desk)}:
            raise Misuse("plans.name-taken", name=wanted)
        sha = keep(desk.path, certificate, ENDING)
        deed = Deed(SAVE, desk.account, data={"name": wanted, "wishes": dict(wishes), "figures": dict(figures)})
        (act,) = record(desk.path, desk.municipality, [deed], str(ID[f"{desk.municipality}/file/{sha}"]))
        return act.number


def decide(desk: Desk, decision: Decision) -> SavedPlan:
    """Write down what was decided about a plan; returns the plan as it stands then."""
    number, kind, data = decision.number, decision.kind, dict[str, str]()
    if kind == TAKE:
        data = {"day": _day(decision.day).isoformat(), "section": _text(decision.section, "section")}
    reason = _text(decision.reason, "reason") if kind == LEAVE else typed(decision.reason)[:MOST_TEXT]
    with alone(desk.path):
        plan = next((p for p in saved(desk) if p.number == number), None)
        if plan is None:
            raise Misuse("plans.no-such-plan", number=number)
        if plan.state in ("accepted", "rejected"):
            raise Misuse(f"plans.already-{plan.state}", name=plan.name)
        record(desk.path, desk.municipality, [Deed(kind, desk.account, plan.iri, reason, data)])
    return next(p for p in saved(desk) if p.number == number)


def certificate_of(desk: Desk, plan: SavedPlan) -> bytes:
    """The certificate that was saved with a plan."""
    return kept_file(desk.path, plan.certificate, ENDING).read_bytes()


def _text(text: str, what: str) -> str:
    found = typed(text)
    if not found:
        raise Misuse(f"plans.{what}-needed")
    if len(found) > MOST_TEXT or flaw(found, Column(what, what))[0]:
        raise Misuse(f"plans.{what}-unusable")
    return found


def _day(text: str) -> date:
    try:
        found = as_date(typed(text))
    except PydanticCustomError:
        raise Misuse("plans.no-day", day=text[:40]) from None
    if found > date.today():
        raise Misuse("plans.day-to-come", day=text[:40])
    return found
