"""What a planner asks of a pruning plan, on the page and in its address, and what stands in the way of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import streamlit as st

from kg.commands.networks import Network
from kg.commands.prune import Remark, Wishes
from kg.explorer.frame import Here
from kg.explorer.inputs import count, portion, several
from kg.messages import number
from kg.present.report.pruning import PlanView


@dataclass(frozen=True)
class Asked:
    """Wishes, and how much of what is served now may be lost through them, in per cent."""

    wishes: Wishes
    loss: int
    refused: tuple[Network, ...] = ()
    """Networks that the address wants dissolved although they are mandatory."""

    @property
    def key(self) -> str:
        """A name for all that the plan depends on."""
        wishes = self.wishes
        return f"plan {sorted(wishes.keep)} {wishes.never_merge} {sorted(wishes.dissolve)} {wishes.max_members}"


def ask_wishes(here: Here, networks: Mapping[str, Network]) -> Asked:
    """What the visitor wants kept, dissolved, held apart and limited."""

    def shown(key: str) -> str:
        name = here.graph.thing(networks[key].iri).name(here.view.content)
        return f"{name} ({key})" if key != networks[key].iri else name

    keys = sorted(networks, key=lambda k: shown(k).casefold())
    hint = here.say("type-a-name")
    left, right = st.columns(2)
    with left:
        keep = several(here.say("keep"), keys, "keep", shown, hint)
        apart = several(here.say("pruning.apart"), keys, "apart", shown, here.say("pruning.apart-hint"))
    with right:
        free = [k for k in keys if not networks[k].mandatory and k not in keep]
        dissolve = several(here.say("dissolve"), free, "dissolve", shown, hint)
        most = count(here.say("pruning.members"), "members", here.say("pruning.members-help"))
    asked = set(st.query_params.get("dissolve", "").split(","))
    # only what is dissolved on purpose can lose anything: without that, the limit would change nothing
    loss = portion(here.say("pruning.loss"), "loss", here.say("pruning.loss-help")) if dissolve else 0
    pairs = tuple(combinations(sorted(apart), 2))
    return Asked(
        Wishes(frozenset(keep), pairs, frozenset(dissolve), most),
        loss,
        tuple(n for n in networks.values() if n.mandatory and n.key in asked),
    )


def lost_share(view: PlanView) -> float:
    """How much of what is served now nobody serves after the plan, in per cent."""
    before = len(view.plan.cells_before())
    return 100 * (before - len(view.plan.cells_after())) / before if before else 0.0


def acceptances(here: Here, view: PlanView, asked: Asked) -> list[Remark]:
    """A remark for each network that is dissolved without a successor, where all that is lost is accepted."""
    if not asked.loss or lost_share(view) > asked.loss:
        return []
    reason = here.say("pruning.loss-reason", share=asked.loss)
    return [Remark(n.key, reason, date.today()) for n, other in view.plan.into.items() if other is None]


def hindrance(here: Here, view: PlanView, asked: Asked) -> tuple[str, str] | None:
    """Why the plan is not what was asked for, and what to do about it."""
    share = lost_share(view)
    if share > asked.loss:
        lost = f"{number(share, here.view.lang)} %" if share >= 0.01 else here.say("pruning.under")
        networks = ", ".join(view.names.full(loss.network) for loss in view.losses)
        why = here.say("pruning.too-much", share=lost, accepted=asked.loss)
        return why, here.say("pruning.too-much-do", networks=networks)
    if view.plan.into:
        return None
    if len(view.plan.unpriced) == len(view.plan.networks):
        return here.say("pruning.nothing-unpriced"), here.say("pruning.nothing-unpriced-do")
    limited = asked.wishes.keep or asked.wishes.never_merge or asked.wishes.max_members
    name = "pruning.nothing-limited" if limited else "pruning.nothing"
    return here.say(name), here.say(f"{name}-do")
