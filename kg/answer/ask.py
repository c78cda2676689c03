"""A question into answers with their evidence, or into «not in the graph»."""

from collections.abc import Container, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date

from kg.answer.choose import Candidate, Chooser
from kg.answer.direct import Direct, Found
from kg.answer.matching import Index, Lexicon
from kg.answer.matter import Matters
from kg.answer.question import Ask, language, spoken, understand
from kg.answer.thesaurus import Thesaurus
from kg.answer.trust import odds
from kg.answer.verdict import NO, verdict
from kg.answer.wordings import Wordings, read_wordings
from kg.answer.words import words
from kg.read import Evidence, Graph, Statement, Thing
from kg.read.linked import link_statements, validity_statements
from kg.read.standing import Standing, standing
from kg.terms import BASE

ENOUGH = 0.44
"""The least coverage of a question's words with which we answer."""

MUCH = 8.0
PER_WEIGHT = 0.04
"""Beyond this explained weight every further unit makes up for so much coverage."""

ENOUGH_FIT = 0.33
"""The least score: a thing of the wrong kind in the wrong slot is no answer, however well the words fit."""

ENOUGH_ODDS = 0.6
"""The least probability with which we answer: a wrong answer costs one and a half times what a right one gains."""

LITERAL = 0.85
"""A statement whose words explain so much of a question needs no other ways of asking for it."""

PRESUMING = ("basis", "time", "whether")
"""What is asked of something that the question takes for granted."""

MOST_STATEMENTS = 6
TIE = 0.0015
"""Statements of one sentence that fit equally well belong to one answer, also to a singular question."""

LISTED = 0.75
"""To a plural question they belong to one answer also where the words fit some of them less."""

CLOSE = 0.85
"""Further answers score at least this share of the first."""

EVERYDAY_WORDS = BASE + "vocab/everyday-words/"
ROLES = BASE + "vocab/roles/"
POSITIONS = tuple(ROLES + role for role in ("chair", "vice-chair", "secretary", "secretariat", "leads", "approves"))
BELONGING = (ROLES + "part-of", EVERYDAY_WORDS + "home")
RESPONSIBLE = (ROLES + "is-responsible", EVERYDAY_WORDS + "task")


@dataclass(frozen=True)
class Answer:
    """Things that answer, the statements that say so (the answering one first), and why."""

    things: tuple[Thing, ...]
    statements: tuple[Statement, ...]
    score: float
    terms: tuple[str, ...]
    standing: Standing
    contested: tuple[Statement, ...] = ()

    @property
    def statement(self) -> Statement:
        return self.statements[0]

    def evidence_for(self, lang: str) -> list[Evidence]:
        """The sentences that say so, each once, in the order of a reader of `lang`.

        Sources without a sentence come only where no other evidence is held.
        """
        places = {(e.quote, e.document.iri, e.chapter): e for s in self.statements for e in s.evidence_for(lang)}
        found = list(places.values())
        return [e for e in found if e.quote] or found


@dataclass(frozen=True)
class Result:
    """What a question got: answers, or none and the near misses."""

    question: str
    lang: str
    answers: tuple[Answer, ...] = ()
    near: tuple[Answer, ...] = ()
    id: str | None = field(default=None)
    asks: str = "actor"
    understood: bool = True
    count: int | None = None
    open: bool = False
    verdict: str | None = None
    correction: Answer | None = None

    @property
    def answered(self) -> bool:
        return bool(self.answers)


class Answerer:
    """Answers questions about one municipality's graph; the indexes are built once."""

    def __init__(self, graph: Graph, as_of: date | None = None) -> None:
        self.as_of = as_of
        self.things: Mapping[str, Thing] = graph.things
        self.statements = fold_repeats([*graph.statements, *link_statements(graph)])
        self.times = list(validity_statements(graph))
        self.by_iri = {s.iri: s for s in self.statements}
        self._graph, self._direct = graph, dict[str, Direct]()
        self._named: dict[str, Matters] = {}
        self._broader = graph.kinds
        self.wordings = read_wordings()
        self._learned = any(f"statement:{s.iri}" in self.wordings.classes for s in self.statements)
        self._home = home_words(graph.data.municipality, self.things.values())
        self._choosers: dict[tuple[str, bool], Chooser] = {}

    def ask(self, question: str, lang: str, *, id: str | None = None, limit: int = 5) -> Result:  # noqa: A002
        """The answers to a question in any of the languages, best first; `lang` is the reader's."""
        asked = spoken(question, lang)
        asks = understand(question, asked)
        blank = Result(question, lang, id=id, asks=asks[0].slot if asks else "nothing")
        if len(asks) == 1 and (found := self._directly(asked).find(asks[0])):
            return self._whole(blank, found)
        parts = [self._trusted(self.candidates(ask, asked)) for ask in asks]
        if not parts or not all(parts):
            return replace(blank, understood=not asks or any(parts))
        matters = self._matters(asked)
        sure = [
            [c for c in part if c.sure and c.score >= part[0].score * CLOSE and not matters.left_out(c, ask)]
            for part, ask in zip(parts, asks, strict=True)
        ]
        if not all(sure):
            return replace(blank, near=tuple(self._answer(c) for c in parts[0][:3]))
        if sure[0][0].denied and (asks[0].slot in PRESUMING or not asks[0].asking):
            denial = self._answer(sure[0][0])
            return replace(blank, near=(denial,), correction=denial, verdict=NO if asks[0].slot == "whether" else None)
        best = sure[0] if len(sure) == 1 else [_together([part[0] for part in sure])]
        answers = tuple(self._answer(c) for c in distinct(best, limit))
        return self._counted(replace(blank, answers=answers), asks[0], asked)

    def _whole(self, blank: Result, found: Found) -> Result:
        """A list, duties or a date that the graph answers by itself."""
        stands = standing(found.statements[0], self.as_of)
        answer = Answer(found.things, found.statements, 1.0, (), stands)
        count = len(found.things) if found.asks in ("list", "count") else None
        return replace(blank, asks=found.asks, answers=(answer,), count=count, open=_is_open(answer))

    def _counted(self, result: Result, ask: Ask, lang: str) -> Result:
        """With the verdict, or the number, that is asked for; a list of examples has no number."""
        first = result.answers[0]
        if ask.slot == "whether":
            said = verdict(first.statement, ask, language(lang))
            return replace(result, verdict=said, correction=first if said == NO else None)
        many, is_open = len(first.things), _is_open(first)
        if ask.slot == "count":
            if is_open or many < 2 or any(t.kind == "actor category" for t in first.things):
                return replace(result, answers=(), near=(first,), open=is_open)
            return replace(result, answers=(first,), count=many)
        return replace(result, count=many if many > 1 else None, open=is_open)

    def _matters(self, lang: str) -> Matters:
        if lang not in self._named:
            self._named[lang] = Matters(self.things.values(), lang)
        return self._named[lang]

    def _directly(self, lang: str) -> Direct:
        if lang not in self._direct:
            self._direct[lang] = Direct(self._graph, self.statements, self.times, language(lang))
        return self._direct[lang]

    def on(self, day: date | None) -> "Answerer":
        """The same answerer, judging what is in force by another day."""
        same = copy(self)
        same.as_of = day
        return same

    def prepare(self, lang: str) -> None:
        """Index the statements now, which else the first question of that language waits for."""
        self._chooser(lang)

    def know(self, wordings: Wordings) -> None:
        """Take the ways of asking from another table."""
        self.wordings = wordings
        self._choosers.clear()

    def _trusted(self, candidates: list[Candidate]) -> list[Candidate]:
        """The candidates by what others asked so, best first; of a statement the thing that fits what is asked.

        Where its own words explain nearly all of a question, or the wordings know no statement of this graph, words
        alone decide.
        """
        literal = candidates and candidates[0].coverage >= LITERAL and not candidates[0].other
        if not self._learned or (literal and is_sure(candidates[0])):
            return [replace(c, sure=is_sure(c)) for c in candidates]
        measures = [c.measures for c in candidates if c.measures]
        found = odds(measures, [c.saying for c in candidates], self.wordings.fitted)
        best: dict[tuple[str, bool], tuple[float, float, Candidate]] = {}
        for c, (rank, chance) in zip(candidates, found, strict=True):
            said = c.statements[0].iri, bool(c.measures and c.measures.pair)
            other = best.get(said, (rank, chance, c))
            fitting = max(other[2], c, key=lambda kept: (kept.suits, kept.score))
            best[said] = (max(rank, other[0]), max(chance, other[1]), fitting)
        ordered = sorted(best.values(), key=lambda kept: -kept[0])
        return [replace(c, score=chance, sure=self._is_answer(c, chance)) for _, chance, c in ordered]

    def _is_answer(self, candidate: Candidate, chance: float) -> bool:
        """Whether the odds are good, it is no other matter, and words tell where nobody has asked for its statement."""
        asked = f"statement:{candidate.statements[0].iri}" in self.wordings.classes
        fits = candidate.suits and not candidate.other
        return chance >= ENOUGH_ODDS and fits and (asked or is_sure(candidate))

    def candidates(self, ask: Ask, lang: str) -> list[Candidate]:
        """What may answer one part of a question, by its words."""
        candidates = self._chooser(lang).candidates(ask)
        if ask.slot == "time" and (not self._learned or self._directly(lang).says(ask, "validity")):
            candidates += self._chooser(lang, of_times=True).candidates(ask)
            candidates.sort(key=lambda c: -c.score)
        return merge_lists(candidates, ask)

    def _chooser(self, lang: str, *, of_times: bool = False) -> Chooser:
        """The chooser among all statements, or among the times of validity (there, rare words would become common)."""
        if (lang, of_times) not in self._choosers:
            index = Index(self.times if of_times else self.statements, lang, self._lexicon(lang))
            self._choosers[lang, of_times] = Chooser(index, language(lang), self._broader, self.wordings)
        return self._choosers[lang, of_times]

    def _lexicon(self, lang: str) -> Lexicon:
        everyday = [t for iri, t in self.things.items() if iri.startswith(EVERYDAY_WORDS)]
        roles = [t for iri, t in self.things.items() if iri.startswith(ROLES)]
        responsible = [self.things[iri] for iri in RESPONSIBLE if iri in self.things]
        positions = [self.things[iri] for iri in POSITIONS if iri in self.things]
        thesaurus = Thesaurus(everyday, roles, lang, language(lang).stop)
        belonging = [self.things[iri] for iri in BELONGING if iri in self.things]
        return Lexicon(thesaurus, responsible, belonging, positions, self._home)

    def _answer(self, candidate: Candidate) -> Answer:
        contested = [self.by_iri[i] for s in candidate.statements for i in s.conflicts if i in self.by_iri]
        return Answer(
            candidate.things,
            candidate.statements,
            candidate.score,
            candidate.terms,
            standing(candidate.statements[0], self.as_of),
            tuple(dict.fromkeys(contested)),
        )


def _is_open(answer: Answer) -> bool:
    """Whether the source calls its list examples."""
    return any(s.open_list for s in answer.statements)


def is_sure(candidate: Candidate) -> bool:
    """Whether a candidate explains enough of the question, a long question needing a smaller share."""
    enough = candidate.coverage + PER_WEIGHT * max(0.0, candidate.weight - MUCH) >= ENOUGH
    return enough and candidate.score >= ENOUGH_FIT


def home_words(municipality: str, things: Iterable[Thing]) -> frozenset[str]:
    """The words that name the municipality itself: «Helsingin», «Helsinki», «Helsingfors»."""
    own = f"{BASE}id/{municipality}/"
    names = [n for t in things if t.iri.startswith(own) and t.kind == "municipality" for n in t.labels.values()]
    found = {word for name in [municipality, *names] for word in words(name)}
    return frozenset(found - {"kaupunki", "kaupungin", "kunta", "stad", "city", "of"})


def _original(statement: Statement, by_iri: Container[str]) -> tuple[str, ...]:
    """What a statement only says again."""
    same = statement.repeat_kind in ("exact", "reworded")
    return tuple(original for original in statement.repeats if original in by_iri) if same else ()


def fold_repeats(statements: Sequence[Statement]) -> list[Statement]:
    """Repeats that change nothing become further evidence of the statement that they repeat."""
    by_iri = {s.iri: s for s in statements}
    folded: dict[str, list[Evidence]] = {}
    for statement in statements:
        for original in _original(statement, by_iri):
            folded.setdefault(original, []).extend(statement.evidence)
    plain = [s for s in statements if not _original(s, by_iri)]
    return [replace(s, evidence=s.evidence + tuple(folded.get(s.iri, ()))) for s in plain]


def merge_lists(candidates: Sequence[Candidate], ask: Ask) -> list[Candidate]:
    """Join what one sentence says of several: the four posts that form a group are one answer.

    Of equals the one comes first that explains more words. A singular question whose words pick one of them out («kuka
    pelastusväestä») keeps that one.
    """
    groups: dict[tuple[object, ...], list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(_same_sentence(candidate), []).append(candidate)
    return sorted((_one_of(group, ask) for group in groups.values()), key=lambda c: (-c.score, -len(c.terms)))


def _one_of(group: Sequence[Candidate], ask: Ask) -> Candidate:
    """What one sentence says of several, as one candidate."""
    picked = [c for c in group if c.picked]
    first = group[0]
    if picked and len(picked) < len(group) and not ask.plural:
        return replace(picked[0], score=first.score)
    least = first.score * LISTED if ask.plural else first.score - TIE
    listed = [c for c in group if c.score >= least]
    things = tuple(dict.fromkeys(t for c in listed for t in c.things))
    statements = tuple(dict.fromkeys(s for c in listed for s in c.statements))
    return replace(first, things=things, statements=statements)


def _same_sentence(candidate: Candidate) -> tuple[object, ...]:
    first = candidate.statements[0]
    role = first.role.iri if first.role else None
    quote = first.evidence[0].quote if first.evidence else None
    if quote is None:
        return (candidate.slot, candidate.statements, candidate.things)
    objects = first.about if candidate.slot == "bearer" else candidate.things
    return (candidate.slot, role, quote, tuple(t.iri for t in objects), candidate.statements[1:])


def _together(parts: Sequence[Candidate]) -> Candidate:
    """One answer to a question that asks for two things."""
    return Candidate(
        things=tuple(t for p in parts for t in p.things),
        statements=tuple(dict.fromkeys(s for p in parts for s in p.statements)),
        slot=parts[0].slot,
        score=min(p.score for p in parts),
        coverage=min(p.coverage for p in parts),
        terms=tuple(t for p in parts for t in p.terms),
    )


def distinct(candidates: Sequence[Candidate], limit: int) -> list[Candidate]:
    """The best candidate of each answer, and only those close to the best; what else says the same is added to it."""
    found: dict[tuple[str, ...], Candidate] = {}
    for candidate in candidates:
        if candidate.score < candidates[0].score * CLOSE:
            break
        key = candidate.saying
        first = found.setdefault(key, candidate)
        if first is not candidate and first.slot == candidate.slot and _role(first) == _role(candidate):
            statements = tuple(dict.fromkeys(first.statements + candidate.statements))
            found[key] = replace(first, statements=statements[:MOST_STATEMENTS])
    return list(found.values())[:limit]


def _role(candidate: Candidate) -> str | None:
    role = candidate.statements[0].role
    return role.iri if role else None
