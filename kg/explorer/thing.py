"""One thing as a card: what it is, what it must, shall and may do, where it sits, and what others do for it."""

from kg.explorer.address import short
from kg.explorer.concern import show_concerns
from kg.explorer.frame import Here
from kg.explorer.graph import municipalities
from kg.explorer.inputs import Choice, choose, switch
from kg.explorer.neighbours import show_neighbours
from kg.explorer.reporting import show_changes, show_report
from kg.explorer.statement import show_statement
from kg.explorer.tables import offer, statements_table
from kg.explorer.theme import show_theme_web
from kg.messages import has_text
from kg.present.card import BINDING, FACTS_FIRST, Card, about, duties, ties


def show_thing(here: Here, card: Card) -> None:
    """The whole page of one thing."""
    graph, view, iri = here.graph, here.view, card.thing.iri
    statement = graph.by_iri.get(iri) or graph.by_iri.get(card.repeats or "")
    if statement is not None and not card.known:
        show_statement(here, statement, iri)
        return
    if not card.known and not card.facts:
        here.head(here.say("no-such-thing"))
        here.show("elsewhere.html", others=[m for m in municipalities() if m.key != view.municipality])
        return
    here.head(card.thing.name(view.content), above=graph.kind_name(card.thing.kind, view.lang))
    read = iri.rsplit("/", 1)[-1] if iri in graph.passages.texts else None
    here.show("card.html", card=card, read=read)
    first = card.thing.kind in FACTS_FIRST
    if first:
        here.show("facts.html", card=card, mentioned=_mentioned)
    if card.thing.kind == "theme":
        show_theme_web(here, card.thing)
    else:
        show_neighbours(here, iri)
    if card.thing.kind == "measure":
        show_report(here, iri)
    show_changes(here, iri)
    show_concerns(here, iri)
    _duties(here, card)
    here.show(
        "ties.html",
        seats=ties(graph, iri, "bearer", view.day),
        held=ties(graph, iri, "object", view.day),
        about=about(graph, iri, view.day),
    )
    if not first:
        here.show("facts.html", card=card, mentioned=_mentioned)
    said = [
        *graph.said("bearer", iri),
        *graph.said("object", iri),
        *graph.said("party", iri),
        *graph.said("basis", iri),
    ]
    if said:
        offer(here, statements_table(here, list(dict.fromkeys(said)), card.thing.name(view.content)), "lausumat")


def _mentioned(name: str) -> bool:
    """Whether the messages have words for what points at a thing by that property."""
    return has_text(f"explorer.mention-{name}")


def _duties(here: Here, card: Card) -> None:
    """What the thing must, shall and may do; filtered by how binding it is, and by level."""
    graph, iri, day = here.graph, card.thing.iri, here.view.day
    everything = [s.statement for some in duties(graph, iri, "all", day).values() for s in some]
    if not everything:
        if graph.is_a(card.thing, "actor") and card.thing.kind not in FACTS_FIRST:
            here.show("empty.html", message=here.say("no-duties"), advice=here.say("no-duties-do"))
        return
    here.show("heading.html", text=here.say("duties"))
    keep = switch(here.say("binding"), tuple(BINDING), "binding", lambda b: here.say(f"binding-{b}"))
    found = duties(graph, iri, keep, day)
    levels = {short(s.level.iri): s.level for s in everything if s.level}
    if len(levels) > 1:
        names = {key: level.name(here.view.content) for key, level in levels.items()}
        level = choose(
            Choice("level", here.say("matrix-level"), sorted(levels), names.__getitem__, here.say("matrix-any-level"))
        )
        if level:
            found = {m: [s for s in some if s.statement.level is levels[level]] for m, some in found.items()}
            found = {m: some for m, some in found.items() if some}
    if not found:
        here.show("empty.html", message=here.say("no-such-duties"), advice=here.say("no-such-duties-do"))
    here.show("duties.html", found=found, iri=iri)
