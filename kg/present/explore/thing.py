"""One thing as a card: what it is, what it must, shall and may do, where it sits, and what others do for it."""

from kg.present.explore.card import BINDING, Card, about, duties, ties
from kg.present.explore.frame import Here
from kg.present.explore.inputs import switch
from kg.present.explore.statement import show_statement
from kg.present.explore.tables import offer, statements_table

STATEMENTS = ("responsibility", "description")


def show_thing(here: Here, card: Card) -> None:
    """The whole page of one thing."""
    graph, view, iri = here.graph, here.view, card.thing.iri
    statement = graph.answerer.by_iri.get(iri) or graph.answerer.by_iri.get(card.repeats or "")
    if statement is not None and not card.known:
        show_statement(here, statement)
        return
    if not card.known and not card.facts:
        here.head(here.say("no-such-thing"))
        here.show("empty.html", message=here.say("no-such-thing"), advice=here.say("no-such-thing-do"))
        return
    here.head(card.thing.name(view.content), above=graph.kind_name(card.thing.kind, view.lang))
    here.show("card.html", card=card)
    _duties(here, card)
    here.show(
        "ties.html",
        seats=ties(graph, iri, "bearer", view.day),
        held=ties(graph, iri, "object", view.day),
        about=about(graph, iri, view.day),
    )
    here.show("facts.html", card=card)
    said = [
        *graph.said("bearer", iri),
        *graph.said("object", iri),
        *graph.said("party", iri),
        *graph.said("basis", iri),
    ]
    if said:
        offer(here, statements_table(here, list(dict.fromkeys(said)), card.thing.name(view.content)), "lausumat")


def _duties(here: Here, card: Card) -> None:
    """What the thing must, shall and may do; filtered by how binding it is."""
    if not any(True for _ in duties(here.graph, card.thing.iri, "all", here.view.day)):
        if here.graph.is_a(card.thing, "actor"):
            here.show("empty.html", message=here.say("no-duties"), advice=here.say("no-duties-do"))
        return
    here.show("heading.html", text=here.say("duties"))
    keep = switch(here.say("binding"), tuple(BINDING), "binding", lambda b: here.say(f"binding-{b}"))
    found = duties(here.graph, card.thing.iri, keep, here.view.day)
    if not found:
        here.show("empty.html", message=here.say("no-such-duties"), advice=here.say("no-such-duties-do"))
    here.show("duties.html", found=found, iri=card.thing.iri)
