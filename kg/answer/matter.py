"""The object must be the object: a thing that the question names by its whole name, and the answer leaves out.

«Kuka päättää turvallisuussuunnitelmasta?» is not answered by who decides about the strategy programme, however well
the deciding fits.
"""

from collections import defaultdict
from collections.abc import Iterable

from kg.answer.choose import Candidate
from kg.answer.question import Ask
from kg.read import Thing

SHORT = 2
"""Words of a question, beside those that ask: what is done, and to what."""
SHORTEST = 8
"""Letters of a name that is told from other words by its beginning."""
LONGEST_ENDING = 5
"""Letters that a case adds to a name."""


class Matters:
    """The things with a name of one word, by how it begins."""

    def __init__(self, things: Iterable[Thing], lang: str) -> None:
        self.by_beginning: dict[str, list[tuple[str, Thing]]] = defaultdict(list)
        for thing in things:
            for name in thing.names(lang):
                low = name.casefold()
                if " " not in low and len(low) >= SHORTEST and thing.kind != "role":
                    self.by_beginning[low[: SHORTEST - 1]].append((low, thing))

    def named(self, word: str) -> list[Thing]:
        """The things whose name the word is, in whatever case."""
        near = self.by_beginning.get(word[: SHORTEST - 1], ())
        return [t for name, t in near if word.startswith(name[:-1]) and len(word) - len(name) <= LONGEST_ENDING]

    def left_out(self, candidate: Candidate, ask: Ask) -> bool:
        """Whether the one thing that a short question names is none that the answering statement speaks of.

        In a long question other words may say the same thing again.
        """
        if len(ask.words) > SHORT:
            return False
        for word in ask.words:
            named = self.named(word.casefold()) if word not in candidate.terms else []
            if named and not any(_speaks_of(candidate, thing, word) for thing in named):
                return True
        return False


def _speaks_of(candidate: Candidate, thing: Thing, word: str) -> bool:
    """Whether a statement of the candidate has the thing in any part, or one whose name holds the word's beginning."""
    beginning = word.casefold()[: max(SHORTEST, len(word) - LONGEST_ENDING)]
    for statement in candidate.statements:
        parts = (*statement.who, *statement.about, *statement.basis, *(c.party for c in statement.counterparts))
        if thing in parts or any(beginning in name.casefold() for part in parts for name in part.all_names):
            return True
        if any(beginning in action.casefold() for action in statement.action.values()):
            return True
    return False
