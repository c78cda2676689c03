"""From matched statements to the thing that was asked for.

A question mentions all of a statement but the slot it asks for. So the answer is the filler that fits the asked slot
and kind, and that the question does not mention itself; its score is the statement's coverage of the question times
these fits. A question with a clause («ryhmän, jonka tuella …») may be explained by two statements that share a thing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.answer.matching import Index, Matches, coverage
from kg.answer.mentions import Mention, Names
from kg.answer.question import SURE, Ask, Language
from kg.answer.statements import Statement, Thing
from kg.answer.words import alike, same, words

PREFERENCES: Mapping[str, Mapping[str, float]] = {
    "actor": {"bearer": 1.0, "counterpart": 0.82, "object": 0.8},
    "partner": {"counterpart": 1.0, "bearer": 0.7},
    "recipient": {"counterpart": 1.0, "object": 0.7, "bearer": 0.4},
    "basis": {"basis": 1.0, "bearer": 0.85, "object": 0.7},
    "time": {"timing": 1.0},
    "level": {"level": 0.95, "object": 1.0},
    "whole": {"object": 1.0, "basis": 0.88, "bearer": 0.6},
    "thing": {"object": 1.0, "bearer": 0.95, "basis": 0.92, "counterpart": 0.75},
}
"""How well each slot of a statement answers what is asked for."""

PRECISION = 0.15
UNQUOTED = 0.8
"""What a link without a sentence counts beside a statement with its quote."""
UNHELD = 0.94
"""What a sentence counts that we cannot re-read in its document."""
CLAUSE_ONLY, MAIN = 0.85, 0.25
HOP_COST = 0.09
ENTIRE = 0.7
HALF = 0.35
"""The least share of its own clause that each of two statements explains."""
CROSSED = 0.7
STRANGE = 0.65
"""What a word that names a thing counts in a statement about another thing."""
HELD = 0.5
OTHER_ROLE = 0.95
OTHER_POSITION = 0.5
"""Who chairs is asked of nobody but a chair."""
OTHER_THING = 0.75
"""What is said of one group answers no question about another."""
DEFINITE = ("group", "unit", "body", "agency", "network", "post")
OTHER_KIND = 0.52
ASKS_FOR_ELSE = 0.68
NOT_SAID = 0.96
ONLY_NAMES = 0.46
NAMED = frozenset({"bearer", "object", "basis", "counterpart", "level", "role"})
ACTING = ("actor", "population group", "network type")
"""Kinds that can bear a responsibility."""
LISTED = 0.7
"""Of several things in one slot, those that fit at least this well beside the best belong to the answer."""
TOP = 60


@dataclass(frozen=True, eq=False)
class Candidate:
    """Things that may answer an Ask, the statements that say so (the answering one first), and how sure it is."""

    things: tuple[Thing, ...]
    statements: tuple[Statement, ...]
    slot: str
    score: float
    coverage: float
    terms: tuple[str, ...]
    weight: float = 0.0
    """The summed weight of the words that are explained: long questions may leave more unexplained."""
    picked: bool = False
    """Whether the question names part of the answer («kuka poliisista»): it picks one out of a list."""


class Chooser:
    """Finds the candidates of an Ask among the statements of one language."""

    def __init__(self, index: Index, lan: Language, broader: Mapping[str, frozenset[str]]) -> None:
        self.index = index
        self.lan = lan
        self.broader = broader
        things = {t.iri: t for statement in index.statements for _, t in fillers(statement) if t.iri}
        self._things = things
        self._names = Names(things.values(), lan.code, lan.stop | index.lexicon.home)
        self._by_thing: dict[str, list[int]] = defaultdict(list)
        for number, statement in enumerate(index.statements):
            for iri in sorted({t.iri for _, t in fillers(statement)}):
                self._by_thing[iri].append(number)

    def candidates(self, ask: Ask) -> list[Candidate]:
        """The candidates, best first."""
        self.matched = self.index.match(ask)
        self.weights = self.matched.weights
        mentions = self._names.mentions(ask.words)
        self._specific = [m for m in mentions if any(self._is_specific(self._things[i].kind) for i in m.things)]
        longest = [m for m in mentions if not any(m.places < other.places for other in mentions)]
        self._claimed = {p: m.things for m in longest if len(m.places) > 1 for p in m.places}
        self.named = frozenset(
            iri for m in longest for iri in m.things if any(self._is(self._things[iri].kind, k) for k in DEFINITE)
        )
        self.found = {n: self._about(n, m, self._specific) for n, m in self.matched.found.items()}
        places = range(len(ask.words))
        ranked = sorted(self.found, key=lambda n: (-coverage(self.weights, self.found[n], places), n))[:TOP]
        single = [] if ask.chained else [c for n in ranked for c in self._of_statement(ask, n)]
        paired = list(self._of_pairs(ask, ranked)) if ask.relative else list(self._of_wholes(ask, ranked))
        return sorted(single + paired, key=lambda c: (-c.score, len(c.statements), c.statements[0].iri))

    def _about(self, number: int, matches: Matches, mentions: Sequence[Mention]) -> Matches:
        """Words that name a thing count less in a statement that is about another thing."""
        involved = {t.iri for _, t in fillers(self.index.statements[number])}
        strange = {p for m in mentions if not m.things & involved for p in m.places}
        strange -= {p for m in mentions if m.things & involved for p in m.places}
        strange -= set(self.matched.of_role)
        return {p: replace(m, score=m.score * STRANGE) if p in strange else m for p, m in matches.items()}

    def _of_statement(self, ask: Ask, number: int) -> Iterator[Candidate]:
        statement, matches = self.index.statements[number], self.found[number]
        explained = coverage(self.weights, matches, range(len(ask.words))) * self._says_what(
            ask, [matches], (statement,)
        )
        score = explained * (1 - PRECISION) + PRECISION * self._precision(ask, statement)
        score *= _proven(statement) * self._answers_main(ask, matches)
        yield from self._answers(ask, (statement,), matches, score, explained)

    def _answers_main(self, ask: Ask, matches: Matches) -> float:
        """Less than 1 where a statement explains the clause of a question and nothing of what is asked about it."""
        if ask.relative is None:
            return 1.0
        asked = range(len(ask.main.words) - (ask.relative.antecedent is not None))
        return CLAUSE_ONLY if asked and coverage(self.weights, matches, asked) < MAIN else 1.0

    def _says_what(self, ask: Ask, matches: Sequence[Matches], statements: tuple[Statement, ...]) -> float:
        """Less than 1 where statements only share names with the question, and not what is said of them."""
        role = statements[0].role
        positions = self.matched.positions
        if positions and (role is None or role.iri not in positions):
            return OTHER_POSITION
        if self.named and not any(t.iri in self.named for s in statements for _, t in fillers(s)):
            return OTHER_POSITION if positions else OTHER_THING
        roles = self.matched.of_role
        if roles and not any(p in m and m[p].score >= HELD for p in roles for m in matches):
            return OTHER_ROLE
        if ask.identity and ask.slot == "actor" and not roles and not positions:
            return ONLY_NAMES
        if self._asks_for_else(ask, matches):
            return ASKS_FOR_ELSE
        slots = {match.slot for m in matches for match in m.values() if match.score >= HELD}
        return ONLY_NAMES if ask.slot == "actor" and slots <= {"object", "bearer"} else 1.0

    def _asks_for_else(self, ask: Ask, matches: Sequence[Matches]) -> bool:
        """Whether the noun asked for («mitä seuraamuksia») is no kind that we know and no word of the statement."""
        head = ask.head[0] if ask.slot == "thing" and ask.head and not ask.naming else None
        if head is None or head not in ask.words:
            return False
        place = ask.words.index(head)
        return not any(place in m and m[place].score >= HELD for m in matches)

    def _precision(self, ask: Ask, statement: Statement) -> float:
        """The share of the action's words that the question mentions."""
        action = [w for w in words(statement.action.get(self.lan.code, "")) if w not in self.lan.stop]
        if not action:
            return 0.5
        return sum(max((alike(w, q) for q in ask.words), default=0.0) for w in action) / len(action)

    def _of_pairs(self, ask: Ask, ranked: Sequence[int]) -> Iterator[Candidate]:
        """Two statements that share a thing, one for each clause."""
        split = len(ask.main.words)
        for second in ranked[: TOP // 2]:
            for shared in self._shared_things(ask, second):
                for first in self._by_thing[shared.iri]:
                    if first != second and first in self.found:
                        yield from self._pair(ask, first, second, shared, split)

    def _of_wholes(self, ask: Ask, ranked: Sequence[int]) -> Iterator[Candidate]:
        """«Which division does the secretariat belong to?»: what has the thing as its part that the rest describes."""
        belonging = [p for p, word in enumerate(ask.words) if self.matched.wholes.alike(word, SURE)]
        if not belonging or not (ask.kinds or ask.toward):
            return
        own = [p for p, word in enumerate(ask.words) if p in belonging or word in ask.head]
        rest = [p for p in range(len(ask.words)) if p not in own]
        for second in ranked[: TOP // 2]:
            explained = coverage(self.weights, self.found[second], rest)
            if explained < ENTIRE:
                continue
            for shared in self._shared_things(ask, second):
                for first in self._by_thing[shared.iri]:
                    if first != second and self._is_whole(first, shared):
                        yield from self._whole(ask, first, second, explained)

    def _is_whole(self, number: int, part: Thing) -> bool:
        """Whether a statement says of what this thing is a part."""
        statement = self.index.statements[number]
        role = statement.role.iri if statement.role else ""
        return role.endswith("/part-of") and any(t.iri == part.iri for t in statement.bearers)

    def _whole(self, ask: Ask, first: int, second: int, explained: float) -> Iterator[Candidate]:
        statements = (self.index.statements[first], self.index.statements[second])
        matches = self.found.get(first, {})
        yield from self._answers(ask, statements, matches, explained - HOP_COST, explained)

    def _shared_things(self, ask: Ask, number: int) -> list[Thing]:
        things = {t.iri: t for _, t in fillers(self.index.statements[number])}
        antecedent = ask.relative.antecedent if ask.relative else None
        return [t for t in things.values() if antecedent is None or self._may_mean(antecedent, t)]

    def _is_specific(self, kind: str) -> bool:
        return any(self._is(kind, wanted) for wanted in (*DEFINITE, "instrument", "area"))

    def _may_mean(self, noun: str, thing: Thing) -> bool:
        """Whether a noun may stand for the thing: by its kind («ryhmä») or by a word of its name."""
        kind = self.lan.kind_of(noun)
        if kind and self._is(thing.kind, kind):
            return True
        return any(alike(noun, w) >= SURE - 0.1 for name in thing.names(self.lan.code) for w in words(name))

    def _pair(self, ask: Ask, first: int, second: int, shared: Thing, split: int) -> Iterator[Candidate]:
        """`first` is to explain the words before `split` and to hold the answer, `second` the words after it."""
        one, two = self.found[first], self.found[second]
        before, after = range(split), range(split, len(ask.words))
        if coverage(self.weights, one, before) < HALF or coverage(self.weights, two, after) < HALF:
            return
        statements = (self.index.statements[first], self.index.statements[second])
        joint = self._joint(one, two, split) * self._says_what(ask, [one, two], statements)
        score = joint * (1 - PRECISION) + PRECISION * self._precision(ask, statements[0]) - HOP_COST
        score *= _proven(statements[0])
        for candidate in self._answers(ask, statements, one, score, joint):
            if all(t.iri != shared.iri for t in candidate.things):
                yield candidate

    def _joint(self, one: Matches, two: Matches, split: int) -> float:
        """The share of the question explained by both; a word explained by the wrong clause's statement counts less."""
        joint = 0.0
        for place, weight in enumerate(self.weights):
            a = one[place].score if place in one else 0.0
            b = two[place].score if place in two else 0.0
            joint += weight * (max(a, b * CROSSED) if place < split else max(a * CROSSED, b))
        return joint / (sum(self.weights) or 1.0)

    def _answers(
        self, ask: Ask, statements: tuple[Statement, ...], matches: Matches, score: float, explained: float
    ) -> Iterator[Candidate]:
        by_slot: dict[str, list[Thing]] = defaultdict(list)
        for slot, thing in fillers(statements[0]):
            by_slot[slot].append(thing)
        for slot, things in by_slot.items():
            preferred = PREFERENCES["whole" if ask.toward else ask.slot].get(slot)
            if preferred is None:
                continue
            elsewhere = {t.iri for other, ts in by_slot.items() if other != slot for t in ts}
            rated = [(self._kind_fit(ask, t) * self._unmentioned(ask, t, slot, matches, elsewhere), t) for t in things]
            best = max(fit for fit, _ in rated)
            chosen = tuple(t for fit, t in rated if fit >= best * LISTED)
            terms = tuple(ask.words[p] for p in sorted(matches) if matches[p].score >= 0.5)
            fit = score * preferred * best * self._modality_fit(ask, statements[0])
            picked = len(chosen) == 1 and self._picked(ask, chosen[0], slot)
            weight = explained * sum(self.weights)
            yield Candidate(chosen, statements, slot, fit, explained, terms, weight, picked)

    def _picked(self, ask: Ask, thing: Thing, slot: str) -> bool:
        """Whether the question names part of the thing, or another name of it («who from the third sector»)."""
        places = range(len(ask.words))
        first, *others = [self._mentioned(ask, name, slot, {}, places) for name in thing.names(self.lan.code)] or [0.0]
        return 0 < first < 1 or 1.0 in others

    def _modality_fit(self, ask: Ask, statement: Statement) -> float:
        """A little more for a duty where the question says must, and for a possibility where it says may."""
        said = {name for name, forms in self.lan.modalities.items() if forms & ask.tokens}
        meant = "may" if statement.modality in ("may", "right", "power") else statement.modality
        return 1.0 if not said or meant in said else NOT_SAID

    def _kind_fit(self, ask: Ask, thing: Thing) -> float:
        if ask.slot == "time":
            return 1.0
        if ask.slot == "level":
            return 1.0 if thing.kind == "level" else 0.4
        if ask.kinds:
            called = not ask.head or self._is_called(thing, ask.head[0])
            return (1.0 if called else 0.95) if self._is(thing.kind, ask.kinds[0]) else OTHER_KIND
        if ask.slot in ("actor", "partner", "recipient"):
            return 1.0 if any(self._is(thing.kind, kind) for kind in ACTING) else 0.55
        if ask.slot == "thing" and ask.head:
            return 1.0 if self._is_called(thing, ask.head[0]) else 0.9
        if ask.slot == "basis":
            return 1.0 if self._is(thing.kind, "instrument") else 0.5
        if ask.slot == "thing":
            return 0.93 if any(self._is(thing.kind, kind) for kind in ACTING) else 1.0
        return 1.0

    def _is_called(self, thing: Thing, noun: str) -> bool:
        """Whether a noun ends a word of the thing's names: «käsittelyssä» and johtajistokäsittely."""
        return any(
            same(noun, w) or w.endswith(noun[:-3]) or alike(noun, w) >= SURE
            for name in thing.names(self.lan.code)
            for w in words(name)
        )

    def _is(self, kind: str, wanted: str) -> bool:
        plain = kind.removesuffix(" type")
        above = {kind, plain} | self.broader.get(kind, frozenset()) | self.broader.get(plain, frozenset())
        return wanted in above or f"{wanted} type" in above

    def _unmentioned(self, ask: Ask, thing: Thing, slot: str, matches: Matches, elsewhere: set[str]) -> float:
        """1 where the question does not mention the thing, down to 0.3 where it gives one of its names.

        A thing that also stands in another slot may be mentioned for that.
        """
        if thing.iri in elsewhere:
            return 1.0
        free = [p for p in range(len(ask.words)) if self._claimed.get(p, {thing.iri}) & {thing.iri}]
        names = thing.names(self.lan.code)
        first, *others = [self._mentioned(ask, name, slot, matches, free) for name in names] or [0.0]
        return 1 - 0.7 * (1.0 if 1.0 in others else first)

    def _mentioned(self, ask: Ask, name: str, slot: str, matches: Matches, places: Sequence[int]) -> float:
        """The share of a name's words that the question holds at these places."""
        content = [w for w in words(name) if w not in self.lan.stop and len(w) > 1]
        hits = sum(any(self._mentions(ask, place, word, slot, matches) for place in places) for word in content)
        return hits / len(content) if content else 0.0

    @staticmethod
    def _mentions(ask: Ask, place: int, word: str, slot: str, matches: Matches) -> bool:
        """Whether an asked word means this word of a name, and does not mean a word of another slot's name better."""
        asked = ask.words[place]
        if asked in ask.head or not same(asked, word):
            return False
        if place not in matches:
            return True
        others = [w for s, near in matches[place].words.items() if s in NAMED and s != slot for w in near]
        return not any(closer(asked, other, word) for other in others)


def _proven(statement: Statement) -> float:
    """What a statement counts by its proof: a sentence that can be re-read, one that cannot, or none."""
    if all(e.quote is None for e in statement.evidence):
        return UNQUOTED
    return 1.0 if any(e.held for e in statement.evidence) else UNHELD


def closer(asked: str, one: str, other: str) -> bool:
    """Whether `one` is the closer form of `asked`: «poliisilain» means poliisilaki, not poliisi."""
    if not same(asked, one):
        return False
    return (
        abs(len(one) - len(asked)) + 1 < abs(len(other) - len(asked)) or alike(asked, one) > alike(asked, other) + 0.1
    )


def fillers(statement: Statement) -> list[tuple[str, Thing]]:
    """Every (slot, thing) of a statement that can be asked for."""
    found = [("bearer", t) for t in statement.bearers]
    found += [("object", t) for t in statement.objects]
    found += [("counterpart", c.party) for c in statement.counterparts]
    found += [("basis", t) for t in statement.basis]
    found += [("level", t) for t in (statement.level,) if t]
    found += _times(statement)
    return found


def _times(statement: Statement) -> Iterable[tuple[str, Thing]]:
    """When: the period or rhythm that the graph names, and the words of the source where they say more."""
    named = [t for t in (statement.period, statement.rhythm) if t]
    yield from (("timing", t) for t in named[:1])
    if statement.timing and all(statement.timing.casefold() != t.name("fi").casefold() for t in named[:1]):
        yield "timing", Thing("", "time", {"fi": statement.timing})
