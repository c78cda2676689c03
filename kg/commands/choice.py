"""Around a plan: what its wishes cost, the whole front of plans, why each network stays or goes, what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kg.analyse.cells import CellIndex, read_index
from kg.analyse.decisions import Remark
from kg.analyse.effects import area_changes, loads, requirements, single_points
from kg.analyse.explain import explain as explain_network
from kg.analyse.front import AGAINST, Point, Sought, find_front
from kg.analyse.networks import Network, read_labels, read_networks
from kg.analyse.prices import Market, wishes_in
from kg.analyse.prune import make_plan
from kg.analyse.unknowns import unknowns as find_unknowns
from kg.commands.municipality import Municipality
from kg.commands.prune import Prune, by_key, refuse_mandatory
from kg.errors import Misuse
from kg.messages import text
from kg.present.report.effects import EffectsView
from kg.present.report.explanation import ExplanationView
from kg.present.report.front import FrontView
from kg.present.report.prices import PricesView
from kg.present.report.pruning import PlanView
from kg.present.report.unknowns import UnknownsView
from kg.present.report.words import About, Names
from kg.store import Data

__all__ = ["AGAINST", "effects", "explain", "front", "of_point", "price_wishes", "unknowns"]


@dataclass(frozen=True)
class _Read:
    """What every question around a plan starts from."""

    networks: Sequence[Network]
    index: CellIndex
    asked: Prune
    about: About


def front(
    municipality: Municipality, request: Prune, *, against: str = AGAINST[0], most: int = 15, seconds: float = 20.0
) -> FrontView:
    """The plans of which none has fewer hours at no more loss, at most `most` of them."""
    read = _read(municipality, request)
    residents = read_residents(municipality.on(request.as_of))
    sought = Sought(against, residents, most, seconds)
    return FrontView(find_front(read.networks, read.index, read.asked.wishes, sought), bool(residents), read.about)


def read_residents(data: Data) -> Mapping[str, int]:
    """How many people live in each leaf area, where the data say it of every one."""
    found = {str(row["area"]): row["residents"] for row in data.rows("analyse/residents")}
    known = {area: int(str(number)) for area, number in found.items() if number is not None}
    return known if len(known) == len(found) else {}


def of_point(view: FrontView, point: Point, request: Prune, day: date) -> Prune:
    """The request for the plan of a point; what it loses is named as not yet decided."""
    wishes = view.front.asked(point)
    gone = {network.key for network in point.nowhere}
    reason = text("choice.not-decided", request.lang)
    return Prune(
        keep=tuple(sorted(wishes.keep)),
        never_merge=wishes.never_merge,
        dissolve=tuple(sorted(wishes.dissolve - gone)),
        max_members=wishes.max_members,
        accepted=tuple(Remark(key, reason, day) for key in sorted(gone)),
        seconds=request.seconds,
        as_of=day,
        lang=request.lang,
    )


def price_wishes(municipality: Municipality, request: Prune, target: Fraction | None = None) -> PricesView:
    """Each wish's price in hours a year, and the fewest wishes to give up to save `target` hours."""
    read = _read(municipality, request)
    market = Market(read.networks, read.index, read.asked.wishes, request.seconds)
    prices = [market.price(wish) for wish in wishes_in(read.asked.wishes, read.networks)]
    plan = make_plan(read.networks, read.index, read.asked.wishes, seconds=request.seconds)
    given_up = None if target is None else market.cheapest(target)
    return PricesView(plan.hours_after, prices, given_up, {n.key: n for n in read.networks}, read.about)


def explain(municipality: Municipality, request: Prune, network: str) -> ExplanationView:
    """Why the plan keeps a network or lets it go. Raises Misuse for one that is not in force."""
    read = _read(municipality, request, network)
    key = read.asked.keep[-1]
    chosen = next((one for one in read.networks if one.key == key), None)
    if chosen is None:
        raise Misuse("analyse.no-such-network", network=network)
    wishes = by_key(request, read.networks, municipality.on(request.as_of)).wishes
    plan = make_plan(read.networks, read.index, wishes, seconds=request.seconds)
    return ExplanationView(explain_network(plan, chosen), read.index, read.about)


def unknowns(municipality: Municipality, request: Prune) -> UnknownsView:
    """The networks without meetings or hours: what holds for every value, what turns, what to ask first."""
    read = _read(municipality, request)
    found = find_unknowns(read.networks, read.index, read.asked.wishes)
    return UnknownsView(found, {n.key: n for n in read.networks}, read.about)


def effects(municipality: Municipality, view: PlanView) -> EffectsView:
    """What a plan would do to bodies, areas, single points and requirements; carried out on a copy of the data."""
    plan = view.plan
    judged = requirements(plan, municipality.anew(view.day), municipality.anew(view.day))
    bodies = {body for network in plan.networks for body in network.members}
    names = Names(read_labels(municipality.on(view.day), bodies | set(plan.index.areas)), view.lang)
    about = About(names, view.day, municipality.example)
    return EffectsView(loads(plan), area_changes(plan), single_points(plan), judged, about)


def _read(municipality: Municipality, request: Prune, *more: str) -> _Read:
    """The networks, their cells, the request by key (with `more` networks last among those to keep), and names."""
    data = municipality.on(request.as_of)
    networks = read_networks(data)
    given = Prune(
        (*request.keep, *more),
        request.never_merge,
        request.dissolve,
        request.max_members,
        request.accepted,
        request.deferred,
    )
    asked = by_key(given, networks, data)
    refuse_mandatory(asked, networks, data)
    index, _ = read_index(data, networks)
    things = {str(n.iri) for n in networks}.union(*(n.members | n.bases for n in networks))
    names = Names(read_labels(data, things | {*index.areas, *index.themes, *index.groups}), request.lang)
    return _Read(networks, index, asked, About(names, data.context.as_of, municipality.example))
