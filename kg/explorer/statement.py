"""One statement on a page of its own: its words, its source, and the statements beside it."""

from kg.answer.statements import Statement
from kg.explorer.card import show
from kg.explorer.frame import Here


def show_statement(here: Here, statement: Statement) -> None:
    here.head(f"{here.say('statement')} {statement.iri.rsplit('/', 1)[-1]}", above=here.say("one-statement"))
    here.show("statement-page.html", shown=show(here.graph, statement, here.view.day))
