"""Saved pruning plans: kept with wishes, figures and certificate, compared side by side, put to decision, decided."""

from collections.abc import Sequence

from kg.commands.municipality import Municipality
from kg.commands.proposals import Where
from kg.commands.prune import Prune, certificate
from kg.editing import plans
from kg.editing.deciding import Desk
from kg.editing.plans import LEAVE, PUT, TAKE, Decision, SavedPlan
from kg.editing.roles import Person
from kg.present.rdf import to_rdf
from kg.present.report.pruning import PlanView

__all__ = ["LEAVE", "PUT", "TAKE", "Decision", "SavedPlan", "certificate_of", "decide", "save", "saved"]


def saved(where: Where) -> Sequence[SavedPlan]:
    """All saved plans, the first first."""
    return plans.saved(Desk(where.path, where.municipality))


def save(where: Where, person: Person, name: str, made: tuple[Municipality, Prune, PlanView]) -> int:
    """Save a plan that was made of a municipality by a request, with its certificate; returns its number."""
    person.require("propose")
    municipality, request, view = made
    proof = to_rdf(certificate(municipality, view).quads, "trig")
    desk = Desk(where.path, where.municipality, person.account)
    return plans.save(desk, name, _wishes(request), _figures(view), proof)


def decide(where: Where, person: Person, decision: Decision) -> SavedPlan:
    """Raises Misuse for who may not, and for a day or section that is none."""
    person.require("decide")
    return plans.decide(Desk(where.path, where.municipality, person.account), decision)


def certificate_of(where: Where, plan: SavedPlan) -> bytes:
    """The certificate of a saved plan, as TriG."""
    return plans.certificate_of(Desk(where.path, where.municipality), plan)


def _wishes(request: Prune) -> dict[str, object]:
    return {
        "keep": list(request.keep),
        "never_merge": [list(pair) for pair in request.never_merge],
        "dissolve": list(request.dissolve),
        "max_members": request.max_members,
        "as_of": request.as_of.isoformat() if request.as_of else None,
    }


def _figures(view: PlanView) -> dict[str, object]:
    """What plans are compared by; the plan itself is in its certificate."""
    told = view.json()
    plan = view.plan
    members = sum(len(plan.members_after(network)) for network in plan.kept)
    figures = {name: told[name] for name in ("status", "networks", "hours", "cells", "dissolve", "keep")}
    return figures | {"members": members, "lost": len(told["lost"]), "as_of": told["as_of"]}
