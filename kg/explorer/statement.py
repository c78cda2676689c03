"""One statement on a page of its own: its words in their paragraph, its source, and the statements beside it."""

from kg.explorer.frame import Here
from kg.present.card import show
from kg.read import Statement


def show_statement(here: Here, statement: Statement, asked: str) -> None:
    """The statement that the address asks for; a repeat shows the words of its own place."""
    passages, by_iri, day = here.graph.passages, here.graph.by_iri, here.view.day
    passage = passages.first(asked) or passages.first(statement.iri)
    sentence = passages.sentence_at(passage) if passage else None
    beside = [by_iri[i] for i in (sentence.statements if sentence else ()) if i in by_iri and i != statement.iri]
    here.head(f"{here.say('statement')} {asked.rsplit('/', 1)[-1]}", above=here.say("one-statement"))
    here.show(
        "statement-page.html",
        shown=show(here.graph, statement, day),
        passage=passage,
        around=passages.around(passage) if passage else None,
        beside=[show(here.graph, s, day) for s in beside],
    )
