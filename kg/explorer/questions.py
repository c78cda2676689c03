"""Questions that the graph at hand can answer, offered to whoever does not know what to ask."""

from kg.explorer.frame import Here
from kg.explorer.kept import kept

NUMBER = 6


def examples(here: Here) -> list[str]:
    """Typical questions in the interface's language that the data at hand answer."""
    asked = [here.say(f"example-{n}") for n in range(1, NUMBER + 1)]
    return kept(here, "examples", lambda _: [q for q in asked if here.graph.answerer.ask(q, here.view.lang).answered])


def suggestions(here: Here, typed: str) -> list[str]:
    """The examples that hold what was typed, word by word."""
    words = typed.casefold().split()
    return [q for q in examples(here) if all(w in q.casefold() for w in words)]
