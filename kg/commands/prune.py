"""Prune: which networks to dissolve into which, and a certificate that no coverage is lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kg.analyse.aftermath import check_aftermath
from kg.analyse.cells import read_index
from kg.analyse.certificate import Certificate, certify
from kg.analyse.decisions import Remark, read_deciders
from kg.analyse.networks import Network, find_named, read_labels, read_networks
from kg.analyse.prune import Interim, Plan, make_plan
from kg.analyse.successors import Wishes
from kg.commands.municipality import Municipality
from kg.errors import Misuse
from kg.pipeline import default_store
from kg.present.report.pruning import PlanView, things_of
from kg.present.report.words import Names
from kg.rdf import Iri
from kg.store import Data

__all__ = ["Interim", "Prune", "Remark", "Wishes", "certificate", "certificates", "prune", "remark"]

Watch = Callable[[Interim], None]


@dataclass(frozen=True)
class Prune:
    """Wishes, with networks by their id or name; what is accepted or put off, by whom it was, is a `Remark`."""

    keep: tuple[str, ...] = ()
    never_merge: tuple[tuple[str, str], ...] = ()
    dissolve: tuple[str, ...] = ()
    max_members: int | None = None
    accepted: tuple[Remark, ...] = ()
    deferred: tuple[Remark, ...] = ()
    seconds: float = 90.0
    as_of: date | None = None
    lang: str = "fi"

    @property
    def wishes(self) -> Wishes:
        return Wishes(
            keep=frozenset(self.keep) | {remark.network for remark in self.deferred},
            never_merge=self.never_merge,
            dissolve=frozenset(self.dissolve) | {remark.network for remark in self.accepted},
            max_members=self.max_members,
        )


def prune(municipality: Municipality, request: Prune, watch: Watch | None = None) -> PlanView:
    """The plan of the fewest yearly hours that keeps every combination that is served, within the wishes."""
    data = municipality.on(request.as_of)
    networks = read_networks(data)
    asked = by_key(request, networks, data)
    refuse_mandatory(asked, networks, data)
    plan = _plan(data, networks, asked, watch)
    deciders = read_deciders(data)
    names = Names(read_labels(data, things_of(plan, deciders)), request.lang)
    return PlanView(
        plan, deciders, asked.accepted, asked.deferred, names, data.context.as_of, municipality.example, certificate=""
    )


def certificates() -> Path:
    """The folder beside the default store where certificates are kept."""
    return default_store().parent / "certificates"


def certificate(municipality: Municipality, view: PlanView) -> Certificate:
    """The proof of a plan: carried out on a copy of the data of its own, and checked there."""
    data, plan = municipality.anew(view.day), view.plan
    joining = {str(other.iri): members - other.members for other, members in plan.received.items()}
    aftermath = check_aftermath(
        data, lambda: municipality.anew(view.day), [network.iri for network in plan.into], joining
    )
    return certify(data, plan, aftermath, view.accepted, view.deferred)


def _plan(data: Data, networks: Sequence[Network], request: Prune, watch: Watch | None) -> Plan:
    index, _ = read_index(data, networks)
    return make_plan(networks, index, request.wishes, seconds=request.seconds, watch=watch)


def by_key(request: Prune, networks: Sequence[Network], data: Data) -> Prune:
    """The request with the key of a network wherever its name was given."""
    keys = {network.iri: network.key for network in networks}
    known = set(keys.values())

    def key(given: str) -> str:
        if given in known:
            return given
        found = {keys[Iri(thing)] for thing in find_named(data, given, "Network") if thing in keys}
        return found.pop() if len(found) == 1 else given

    return replace(
        request,
        keep=tuple(map(key, request.keep)),
        never_merge=tuple((key(one), key(other)) for one, other in request.never_merge),
        dissolve=tuple(map(key, request.dissolve)),
        accepted=tuple(replace(r, network=key(r.network)) for r in request.accepted),
        deferred=tuple(replace(r, network=key(r.network)) for r in request.deferred),
    )


def refuse_mandatory(request: Prune, networks: Sequence[Network], data: Data) -> None:
    """Raises Misuse for a mandatory network that is to be dissolved, with what makes it mandatory."""
    wanted = request.wishes.dissolve
    for network in networks:
        if network.mandatory and network.key in wanted:
            names = Names(read_labels(data, {network.iri, *network.bases}), request.lang)
            if not network.bases:
                raise Misuse("analyse.network-mandatory", network=names.full(network))
            bases = names.several(network.bases)
            raise Misuse("analyse.network-mandatory-by", network=names.full(network), basis=bases)


def remark(network: str, reason: str, day: str) -> Remark:
    """A remark as a command line or form gives it; raises Misuse for a day that is none."""
    try:
        return Remark(network, reason, date.fromisoformat(day))
    except ValueError:
        raise Misuse("analyse.remark-date", date=day) from None
