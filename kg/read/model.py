"""What the graph says, as plain values: things, statements with their evidence, direct links, sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kg.messages import in_language
from kg.read.interval import ALWAYS, Interval, State, best, worst

STATED, IMPLIED, OUTSIDE = "stated", "implied", "outside knowledge"
"""How sure a tie is: the words name it, the words imply it, or other sources supply it."""


@dataclass(frozen=True, eq=False)
class Thing:
    """Anything with a name: `labels` by language, `others` = every other name, `kind` as JSON prints it."""

    iri: str
    kind: str
    labels: Mapping[str, str]
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    identifiers: tuple[str, ...] = ()
    interval: Interval = ALWAYS

    def name(self, lang: str) -> str:
        """The name in `lang`, else in Finnish, else in any language."""
        return in_language(self.labels, lang) or self.key

    def names(self, lang: str) -> list[str]:
        return [*([self.labels[lang]] if lang in self.labels else []), *self.others.get(lang, ())]

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name in every language, and the identifiers."""
        others = (name for names in self.others.values() for name in names)
        return tuple(dict.fromkeys((*self.labels.values(), *others, *self.identifiers)))

    @property
    def key(self) -> str:
        """The last part of its IRI."""
        return self.iri.rsplit("/", 1)[-1]

    @property
    def notation(self) -> str:
        """A concept as JSON prints it: `…/roles/takes-into-account` as `takes into account`."""
        return self.key.replace("-", " ")

    def state(self, day: date) -> State:
        return self.interval.state(day)


@dataclass(frozen=True, eq=False)
class Evidence:
    """Words of a document. `quote` is None where a source gives no sentence; `lang` is the language of the quote."""

    quote: str | None
    document: Thing
    chapter: str | None
    graph: str
    lang: str | None = None
    successor: Thing | None = None
    held: bool = False
    """Whether the text is held, so that the quote can be read again."""


@dataclass(frozen=True, eq=False)
class Counterpart:
    party: Thing
    role: str | None


@dataclass(frozen=True, eq=False)
class Statement:
    """One statement, or one link of a source that has no sentence of its own. Concepts by their notation.

    `bearers` bear a responsibility, `subjects` are what a description tells about. `objects` are what is done;
    `affects`, `heeds`, `means`, `drafting` and `places` the other parts that things play.
    """

    iri: str
    role: Thing | None
    graph: str = ""
    normative: bool = False
    bearers: tuple[Thing, ...] = ()
    subjects: tuple[Thing, ...] = ()
    bearer_status: str = "stated"
    status: str = STATED
    objects: tuple[Thing, ...] = ()
    affects: tuple[Thing, ...] = ()
    heeds: tuple[Thing, ...] = ()
    means: tuple[Thing, ...] = ()
    drafting: tuple[Thing, ...] = ()
    places: tuple[Thing, ...] = ()
    counterparts: tuple[Counterpart, ...] = ()
    basis: tuple[Thing, ...] = ()
    occasion: tuple[Thing, ...] = ()
    any_of: frozenset[str] = frozenset()
    """Which of `bearers`, `objects`, `counterparts` mean any of them and not all."""
    modality: str = "describes"
    hedge: Mapping[str, str] = field(default_factory=dict)
    condition: Mapping[str, str] = field(default_factory=dict)
    force: str | None = None
    level: Thing | None = None
    rhythm: Thing | None = None
    timing: str | None = None
    period: Thing | None = None
    action: Mapping[str, str] = field(default_factory=dict)
    step: str | None = None
    derives_from: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    repeat_kind: str | None = None
    conflicts: tuple[str, ...] = ()
    tensions: tuple[str, ...] = ()
    open_list: bool = False
    confidence: str | None = None
    own: Interval = ALWAYS
    evidence: tuple[Evidence, ...] = ()

    @property
    def who(self) -> tuple[Thing, ...]:
        """Who or what the statement speaks of: its bearers, else its subjects."""
        return self.bearers or self.subjects

    @property
    def about(self) -> tuple[Thing, ...]:
        """Everything that the statement is about, whatever part it plays; what is done comes first."""
        parts = (*self.objects, *self.heeds, *self.affects, *self.means, *self.drafting, *self.places, *self.occasion)
        return tuple(dict.fromkeys(parts))

    @property
    def matter(self) -> tuple[Thing, ...]:
        """What is done, else what is heeded or affected: the row of a matrix, the end of a chain's hop."""
        return self.objects or self.heeds or self.affects or self.drafting

    @property
    def role_name(self) -> str | None:
        return self.role.notation if self.role else None

    @property
    def contested(self) -> bool:
        return bool(self.conflicts)

    @property
    def interval(self) -> Interval:
        """Its own interval, else that of its first document."""
        if self.own or not self.evidence:
            return self.own
        return self.evidence[0].document.interval

    def stands(self, day: date) -> State:
        """What can be said of it on a day: it needs its own time, one of its bearers and one of its bases."""
        bearers = best(thing.state(day) for thing in self.bearers)
        basis = best(thing.state(day) for thing in self.basis)
        return worst((self.interval.state(day), bearers, basis))

    def said(self, lang: str) -> Evidence | None:
        """The evidence that a reader of `lang` is shown first."""
        return next(iter(self.evidence_for(lang)), None)

    def evidence_for(self, lang: str) -> tuple[Evidence, ...]:
        """All evidence: quotes in that language first, then in Finnish, then in others, then without a quote."""
        order = {lang: 0} if lang == "fi" else {lang: 0, "fi": 1}

        def place(evidence: Evidence) -> int:
            return order.get(evidence.lang or "", 2) if evidence.quote else 3

        return tuple(sorted(self.evidence, key=place))


@dataclass(frozen=True, eq=False)
class Source:
    """A source graph: what it is called, how sure it is, whether its text is held, under what terms."""

    graph: str
    titles: Mapping[str, str]
    confidence: str | None = None
    held: bool = False
    example: bool = False

    def title(self, lang: str) -> str:
        return in_language(self.titles, lang) or self.graph.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Link:
    """A triple of a source that ties two things without a statement."""

    subject: str
    property: str
    object: str
    graph: str
