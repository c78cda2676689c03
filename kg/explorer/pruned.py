"""A pruning plan as a picture: each network that ends beside the one that takes over its work."""

from kg.explorer.address import short
from kg.explorer.frame import Here
from kg.explorer.woven import Box, Tie, Woven, show_woven
from kg.messages import number
from kg.present.report.pruning import PlanView


def show_before_after(here: Here, view: PlanView) -> None:
    """What ends on the left, what goes on with more on the right; each line says the hours that move."""
    into = view.plan.into
    if not into:
        return
    successors = dict.fromkeys(other for other in into.values() if other is not None)
    boxes = [_box(here, str(n.iri), "gone") for n in into] + [_box(here, str(n.iri), "main") for n in successors]
    ties = [
        Tie(str(n.iri), str(other.iri), here.say("merged", n=number(n.yearly_hours or 0, here.view.lang)))
        for n, other in into.items()
        if other is not None
    ]
    ends = [n for n, other in into.items() if other is None]
    if ends:
        boxes.append(Box("ends", here.say("ends")))
        ties += [Tie(str(n.iri), "ends", "", classes="missing-link") for n in ends]
    others = len(view.plan.networks) - len(into) - len(successors)
    here.show("heading.html", text=here.say("before-after"))
    here.show("note.html", text=here.say("before-after-what", n=others))
    show_woven(here, Woven("ennen-jalkeen", here.say("before-after"), boxes, ties))


def _box(here: Here, iri: str, classes: str) -> Box:
    return Box(iri, here.graph.thing(iri).name(here.view.content), here.view.url("thing", id=short(iri)), classes)
