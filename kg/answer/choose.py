"""From matched statements to the thing that was asked for.

A question mentions all of a statement but the slot it asks for. So the answer is the filler that fits the asked slot
and kind, and that the question does not mention itself; its score is the statement's coverage of the question times
these fits. A question with a clause («ryhmän, jonka tuella …») may be explained by two statements that share a thing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.answer import weights
from kg.answer.fit import Fit
from kg.answer.matching import Index, Matches, coverage
from kg.answer.mentions import Names
from kg.answer.question import SURE, Ask, Language
from kg.answer.slots import ACTING, DEFINITE, Kinds, fillers, involved
from kg.answer.trust import Measures
from kg.answer.wordings import Wordings
from kg.answer.words import alike, same, words
from kg.read import Statement, Thing

HOLDING = ("post", "unit", "body", "agency")
"""Kinds that hold posts and duties of their own."""

SEATS = ("chair", "vice-chair")
"""Positions that are asked for by a name that means nothing else."""


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
    suits: bool = True
    """Whether its things are of the sort that is asked for: who acts, on what it rests."""
    denied: bool = False
    """Whether the question says of an actor what it says of another."""
    other: bool = False
    """Whether the question asks for a chair and it names none, or for a person."""
    measures: Measures | None = None
    """What speaks for it, as `kg/answer/trust.py` weighs it."""
    sure: bool = False

    @property
    def saying(self) -> tuple[str, ...]:
        """What it says in the end: candidates of the same things are one answer."""
        return tuple(sorted(t.iri or t.name("fi") for t in self.things))


class Chooser:
    """Finds the candidates of an Ask among the statements of one language; holds nothing of any one question."""

    def __init__(self, index: Index, lan: Language, broader: Mapping[str, frozenset[str]], wordings: Wordings) -> None:
        self.index = index
        self.wordings = wordings
        self.lan = lan
        self.kinds = Kinds(broader)
        self.things = {t.iri: t for statement in index.statements for _, t in fillers(statement) if t.iri}
        self.names = Names(self.things.values(), lan.code, lan.stop | index.lexicon.home)
        self.involved = [involved(statement) for statement in index.statements]
        self.seats = frozenset(p.iri for p in index.lexicon.positions if p.key in SEATS)
        self.saying: dict[str, set[str]] = defaultdict(set)
        self.by_thing: dict[str, list[int]] = defaultdict(list)
        for number, things in enumerate(self.involved):
            for iri in sorted(things):
                self.by_thing[iri].append(number)
                self.saying[iri].add(index.statements[number].iri)

    def candidates(self, ask: Ask) -> list[Candidate]:
        """The candidates, best first."""
        return Reading(self, ask).candidates()


class Reading:
    """One Ask read against all statements."""

    def __init__(self, chooser: Chooser, ask: Ask) -> None:
        self.chooser = chooser
        self.ask = ask
        self.statements = chooser.index.statements
        self.matched = chooser.index.match(ask)
        self.asked = chooser.wordings.scores(ask.text)
        self.weights = self.matched.weights
        self._read_names()

    def _read_names(self) -> None:
        """Which things the question names: those, or others, a statement may be about."""
        kinds, things = self.chooser.kinds, self.chooser.things
        mentions = self.mentions = self.chooser.names.mentions(self.ask.words)
        longest = [m for m in mentions if not any(m.places < other.places for other in mentions)]
        claimed = {p: m.things for m in longest if len(m.places) > 1 for p in m.places}
        self.fit = Fit(self.ask, self.chooser.lan, kinds, claimed)
        self.named = frozenset(iri for m in longest for iri in m.things if kinds.is_a(things[iri].kind, *DEFINITE))
        specific = (*DEFINITE, "instrument", "area")
        self.specific = [m for m in mentions if any(kinds.is_a(things[i].kind, *specific) for i in m.things)]
        self.found = {n: self._about(n, m) for n, m in self.matched.found.items()}

    def _about(self, number: int, matches: Matches) -> Matches:
        """Words that name a thing count less in a statement that is about another thing."""
        about = self.chooser.involved[number]
        strange = {p for m in self.specific if not m.things & about for p in m.places}
        if not strange:
            return matches
        strange -= {p for m in self.specific if m.things & about for p in m.places}
        strange -= set(self.matched.of_role)
        return {p: replace(m, score=m.score * weights.STRANGE) if p in strange else m for p, m in matches.items()}

    def candidates(self) -> list[Candidate]:
        """The candidates, best first."""
        places = range(len(self.ask.words))
        ranked = sorted(self.found, key=lambda n: (-coverage(self.weights, self.found[n], places), n))[: weights.TOP]
        ranked += [n for n in self._asked_so() if n not in ranked]
        single = [] if self.ask.chained else [c for n in ranked for c in self._of_statement(n)]
        paired = self._of_pairs(ranked) if self.ask.relative else self._of_wholes(ranked)
        return sorted([*single, *paired], key=lambda c: (-c.score, len(c.statements), c.statements[0].iri))

    def _asked_so(self) -> list[int]:
        """The statements that others asked for in such words, most alike first."""
        learned = {n: self.asked.statements.get(s.iri, 0.0) for n, s in enumerate(self.statements)}
        return sorted((n for n, score in learned.items() if score > 0), key=lambda n: -learned[n])[: weights.ASKED]

    def _of_statement(self, number: int) -> Iterator[Candidate]:
        statement, matches = self.statements[number], self.found.get(number, {})
        explained = coverage(self.weights, matches, range(len(self.ask.words)))
        explained *= self._says_what([matches], (statement,))
        score = self._with_precision(explained, statement) * proven(statement) * self._answers_main(matches)
        yield from self._answers((statement,), matches, score, explained)

    def _with_precision(self, explained: float, statement: Statement) -> float:
        """The explained share of the question, and the share of the action's words that the question mentions."""
        lan = self.chooser.lan
        action = [w for w in words(statement.action.get(lan.code, "")) if w not in lan.stop]
        said = [max((alike(w, q) for q in self.ask.words), default=0.0) for w in action]
        precision = sum(said) / len(said) if said else 0.5
        return explained * (1 - weights.PRECISION) + weights.PRECISION * precision

    def _answers_main(self, matches: Matches) -> float:
        """Less than 1 where a statement explains the clause of a question and nothing of what is asked about it."""
        if self.ask.relative is None:
            return 1.0
        asked = range(len(self.ask.main.words) - (self.ask.relative.antecedent is not None))
        left_out = asked and coverage(self.weights, matches, asked) < weights.MAIN
        return weights.CLAUSE_ONLY if left_out else 1.0

    def _says_what(self, matches: Sequence[Matches], statements: tuple[Statement, ...]) -> float:
        """Less than 1 where statements only share names with the question, and not what is said of them."""
        role, positions, roles = statements[0].role, self.matched.positions, self.matched.of_role
        if positions and (role is None or role.iri not in positions):
            return weights.OTHER_POSITION
        if self.named and not any(self.named & involved(s) for s in statements):
            return weights.OTHER_POSITION if positions else weights.OTHER_THING
        if roles and not any(p in m and m[p].score >= weights.HELD for p in roles for m in matches):
            return weights.OTHER_ROLE
        actor = self.ask.slot == "actor"
        if self.ask.identity and actor and not roles and not positions:
            return weights.ONLY_NAMES
        if self._asks_for_else(matches):
            return weights.ASKS_FOR_ELSE
        slots = {match.slot for m in matches for match in m.values() if match.score >= weights.HELD}
        return weights.ONLY_NAMES if actor and slots <= {"object", "bearer"} else 1.0

    def _is_other(self, statements: tuple[Statement, ...], matches: Matches) -> bool:
        """Whether a chair is asked for and it names none, or a person («who is the mayor?») of whom it says nothing."""
        role, positions = statements[0].role, self.matched.positions
        if role is not None and role.iri in positions:
            return False
        if positions & self.chooser.seats:
            return True
        if not self.ask.identity or self.ask.slot != "actor" or (self.matched.of_role and not positions):
            return False
        said = {p for p, match in matches.items() if match.score >= weights.HELD}
        named = {p for m in self.mentions for p in m.places}
        named |= {
            p for p, w in enumerate(self.ask.words) if any(same(w, own) for own in self.chooser.index.lexicon.home)
        }
        return bool(positions) or said <= named

    def _asks_for_else(self, matches: Sequence[Matches]) -> bool:
        """Whether the noun asked for («mitä seuraamuksia») is no kind that we know and no word of the statement."""
        ask = self.ask
        if ask.slot != "thing" or not ask.head or ask.naming or ask.head[0] not in ask.words:
            return False
        place = ask.words.index(ask.head[0])
        return not any(place in m and m[place].score >= weights.HELD for m in matches)

    def _of_pairs(self, ranked: Sequence[int]) -> Iterator[Candidate]:
        """Two statements that share a thing, one for each clause."""
        for second in ranked[: weights.TOP // 2]:
            for shared in self._shared_things(second):
                for first in self.chooser.by_thing[shared.iri]:
                    if first != second and first in self.found:
                        yield from self._pair(first, second, shared)

    def _shared_things(self, number: int) -> list[Thing]:
        things = {t.iri: t for _, t in fillers(self.statements[number])}
        antecedent = self.ask.relative.antecedent if self.ask.relative else None
        return [t for t in things.values() if antecedent is None or self.fit.may_mean(antecedent, t)]

    def _pair(self, first: int, second: int, shared: Thing) -> Iterator[Candidate]:
        """`first` explains the main clause and holds the answer, `second` the other clause."""
        one, two = self.found[first], self.found[second]
        split = len(self.ask.main.words)
        before, after = range(split), range(split, len(self.ask.words))
        if min(coverage(self.weights, one, before), coverage(self.weights, two, after)) < weights.HALF:
            return
        statements = (self.statements[first], self.statements[second])
        joint = self._joint(one, two, split) * self._says_what([one, two], statements)
        score = (self._with_precision(joint, statements[0]) - weights.HOP_COST) * proven(statements[0])
        for candidate in self._answers(statements, one, score, joint):
            if all(t.iri != shared.iri for t in candidate.things):
                yield candidate

    def _joint(self, one: Matches, two: Matches, split: int) -> float:
        """The share of the question explained by both; a word explained by the wrong clause's statement counts less."""
        joint = 0.0
        for place, weight in enumerate(self.weights):
            a = one[place].score if place in one else 0.0
            b = two[place].score if place in two else 0.0
            joint += weight * (max(a, b * weights.CROSSED) if place < split else max(a * weights.CROSSED, b))
        return joint / (sum(self.weights) or 1.0)

    def _of_wholes(self, ranked: Sequence[int]) -> Iterator[Candidate]:
        """«Which division does the secretariat belong to?»: what has the thing as its part that the rest describes."""
        ask = self.ask
        belonging = [p for p, word in enumerate(ask.words) if self.matched.wholes.alike(word, SURE)]
        if not belonging or not (ask.kinds or ask.toward):
            return
        rest = [p for p, word in enumerate(ask.words) if p not in belonging and word not in ask.head]
        for second in ranked[: weights.TOP // 2]:
            explained = coverage(self.weights, self.found[second], rest)
            if explained >= weights.ENTIRE:
                for first in self._wholes_of_any(second):
                    statements = (self.statements[first], self.statements[second])
                    score = explained - weights.HOP_COST
                    yield from self._answers(statements, self.found.get(first, {}), score, explained)

    def _wholes_of_any(self, number: int) -> Iterator[int]:
        """The statements that say of what the things of this statement are parts."""
        for part in self._shared_things(number):
            for other in self.chooser.by_thing[part.iri]:
                statement = self.statements[other]
                is_whole = statement.role is not None and statement.role.iri.endswith("/part-of")
                if is_whole and other != number and any(t.iri == part.iri for t in statement.who):
                    yield other

    def _answers(
        self, statements: tuple[Statement, ...], matches: Matches, score: float, explained: float
    ) -> Iterator[Candidate]:
        """One candidate for each slot of the first statement that may answer."""
        by_slot: dict[str, list[Thing]] = defaultdict(list)
        for slot, thing in fillers(statements[0]):
            by_slot[slot].append(thing)
        preferred = weights.PREFERENCES["whole" if self.ask.toward else self.ask.slot]
        terms = tuple(self.ask.words[p] for p in sorted(matches) if matches[p].score >= weights.HELD)
        score *= self.fit.of_modality(statements[0])
        for slot, things in by_slot.items():
            if slot in preferred:
                elsewhere = {t.iri for other, ts in by_slot.items() if other != slot for t in ts}
                rated = [(self.fit.of_thing(t, slot, matches, elsewhere), t) for t in things]
                best = max(fit for fit, _ in rated)
                chosen = tuple(t for fit, t in rated if fit >= best * weights.LISTED)
                picked = len(chosen) == 1 and self.fit.picks(chosen[0], slot)
                total = score * preferred[slot] * best
                weight = explained * sum(self.weights)
                fit = preferred[slot] * best
                measures = self._measures(statements, chosen, matches, (total, explained, fit))
                yield Candidate(
                    chosen,
                    statements,
                    slot,
                    total,
                    explained,
                    terms,
                    weight,
                    picked,
                    suits=self._suits(chosen),
                    denied=self._denied(statements),
                    other=self._is_other(statements, matches),
                    measures=measures,
                )

    def _denied(self, statements: tuple[Statement, ...]) -> bool:
        """Whether the question says of an actor what the statements say of another: «miksi X on sihteeri?»"""
        kinds, things = self.chooser.kinds, self.chooser.things
        about = {iri for s in statements for iri in involved(s)}
        actors = [m for m in self.specific if all(kinds.is_a(things[i].kind, *HOLDING) for i in m.things)]
        longest = [m for m in actors if not any(m.places < other.places for other in self.specific)]
        acts = any(kinds.is_a(t.kind, *HOLDING) for t in statements[0].bearers)
        return acts and any(not m.things & about for m in longest)

    def _suits(self, things: tuple[Thing, ...]) -> bool:
        sorts = {"actor": ACTING, "partner": ACTING, "recipient": ACTING, "basis": ("instrument",)}.get(self.ask.slot)
        return not sorts or any(self.chooser.kinds.is_a(t.kind, *sorts) for t in things)

    def _measures(
        self,
        statements: tuple[Statement, ...],
        things: tuple[Thing, ...],
        matches: Matches,
        matched: tuple[float, float, float],
    ) -> Measures:
        learned, role = self.asked.statements, statements[0].role
        asked = sum(learned.get(s.iri, 0.0) for s in statements) / len(statements)
        same = {iri for t in things[:1] for iri in self.chooser.saying.get(t.iri, ())}
        own = {s.iri for s in statements}
        others = max((score for iri, score in learned.items() if iri not in own and iri not in same), default=0.0)
        left = [p for p in range(len(self.ask.words)) if p not in matches or matches[p].score < weights.HELD]
        heaviest = max((self.weights[p] for p in left), default=0.0)
        unknown = max((self.weights[p] for p in left if not self.asked.knows(self.ask.words[p])), default=0.0)
        return Measures(
            *matched,
            asked=asked,
            ahead=asked - others,
            role=self.asked.roles.get(role.iri, 0.0) if role else 0.0,
            pair=float(len(statements) > 1),
            unheld=self.asked.kinds.get("negative", 0.0),
            left=heaviest / weights.UNKNOWN,
            unknown=unknown / weights.UNKNOWN,
        )


def proven(statement: Statement) -> float:
    """What a statement counts by its proof: a sentence that can be re-read, one that cannot, or none."""
    if all(e.quote is None for e in statement.evidence):
        return weights.UNQUOTED
    return 1.0 if any(e.held for e in statement.evidence) else weights.UNHELD
