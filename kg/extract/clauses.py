"""Where a Finnish sentence says that something is, must or may be done: its predicates, by the form of their words.

The modality is read as `docs/decisions/how-the-paper-was-read.md`, section 5, says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extract.language import Language
from kg.extract.roles import Roles, Sense
from kg.extract.words import Token, is_infinitive, is_passive, is_past_passive, lemma, third_person

MUST, TASK, POWER, RIGHT, SHOULD, MAY, DESCRIBES = "must", "task", "power", "right", "should", "may", "describes"
RESPONSIBLE = "is responsible"
DECIDING = frozenset(("decides", "approves", "appoints"))
ACTIVE, PASSIVE, GENITIVE, OWNED = "active", "passive", "genitive", "owned"
_VERBS = (
    "ta",
    "tä",
    "da",
    "dä",
    "lla",
    "llä",
    "nna",
    "nnä",
    "sta",
    "stä",
    "oa",
    "öä",
    "ua",
    "yä",
    "ea",
    "eä",
    "ia",
    "iä",
)
_THIRD = ("ee", "oi", "öi", "ii", "uu", "yy", "oo", "vat", "vät")
REACH = 7
"""How many words may stand between a modal and the infinitive that it governs."""


class Said(NamedTuple):
    """How a predicate is said: its modality, how it is borne, and the form of words that tells so."""

    modality: str
    voice: str
    why: str


@dataclass(frozen=True)
class Predicate:
    """`at` is the place of the word with the role, `finite` that of the finite verb; `voice` says how it is borne."""

    at: int
    finite: int
    verb: str
    sense: Sense | None
    modality: str
    voice: str
    why: str
    words: frozenset[int] = field(default_factory=frozenset)
    """Every place that belongs to the predicate."""


def predicates(tokens: Sequence[Token], language: Language, roles: Roles) -> list[Predicate]:
    """The predicates of a sentence, left to right."""
    reader = _Clauses(tokens, language, roles)
    place, found = 0, []
    while place < len(tokens):
        read = reader.at(place)
        found += read
        place = max([place, *(max(p.words) for p in read)]) + 1
    return found


class _Clauses:
    def __init__(self, tokens: Sequence[Token], language: Language, roles: Roles) -> None:
        self.tokens, self.language, self.roles = tokens, language, roles
        self.words = frozenset(t.lemma for t in tokens) | frozenset(t.low for t in tokens)

    def at(self, place: int) -> list[Predicate]:
        """The predicates whose finite verb stands at a place."""
        token = self.tokens[place]
        if not token.is_word:
            return []
        if token.low in {"on", "olisi"}:
            return self._copula(place)
        if token.lemma == "toimia" and (seat := self._seat(place)):
            return seat
        if token.low in ("kuuluu", "kuuluvat") and (owned := self._owned_before(place)):
            return self._tasks(place, owned)
        if modality := self._modal(token):
            voice = GENITIVE if modality in (MUST, SHOULD) else self._voice(token)
            return self._governed(place, Said(modality, voice, "modal"))
        return self._verb(place)

    def _modal(self, token: Token) -> str | None:
        weaker = self.language.of(token.low, "modal", "conditional")
        if weaker:
            return weaker
        if token.low in ("tulee", "pitää", "täytyy", "kuuluu") or token.lemma not in (
            "tulla",
            "pitää",
            "kuulua",
            "täytyä",
        ):
            modality = self.language.of(token.lemma, "modal")
            governs = self._next_infinitive(self.tokens.index(token)) is not None
            return modality if modality and governs else None
        return None

    def _voice(self, token: Token) -> str:
        return PASSIVE if is_passive(token) else ACTIVE

    def _copula(self, place: int) -> list[Predicate]:
        """«on laadittava», «on tärkeää tehdä», «tehtävänä on seurata», «X:llä on vastuu»."""
        if held := self._held_before(place):
            return held
        if owned := self._owned_before(place):
            return self._tasks(place, owned)
        if judged := self._important_before(place):
            return judged
        for at in range(place + 1, min(place + 4, len(self.tokens))):
            token = self.tokens[at]
            if token.low in self.language.words("words", "relative"):
                break
            if token.low.endswith(("ttava", "ttävä")) and len(token.low) > 7:
                verb = lemma(token.low[:-5] + ("taan" if token.low.endswith("a") else "tään"))
                return [self._predicate(at, place, verb, Said(MUST, GENITIVE, "necessive"))]
            if (modality := self.language.of(token.lemma, "modal", "copula")) and self._next_infinitive(at) is not None:
                return self._governed(place, Said(modality, GENITIVE, "copula"), at)
            if modality := self.language.of(token.lemma, "owned"):
                return self._tasks(place, modality, after=at)
        return []

    def _seat(self, place: int) -> list[Predicate]:
        """«toimii johtoryhmän sihteeristönä»: the role is the noun in the essive."""
        for at, token in enumerate(self.tokens):
            if (
                token.case == "essive"
                and token.is_word
                and abs(at - place) < REACH + 2
                and (sense := self._noun(token.lemma))
            ):
                return [Predicate(at, place, token.lemma, sense, TASK, ACTIVE, "seat", frozenset((at, place)))]
        return []

    def _important_before(self, place: int) -> list[Predicate]:
        """«Tärkeää on torjuminen»: verb nouns in the nominative after a judgement."""
        before = self.tokens[place - 1] if place else None
        modality = self.language.of(before.lemma, "modal", "copula") if before else None
        if not modality:
            return []
        if self._next_infinitive(place) is not None:
            return self._governed(place, Said(modality, GENITIVE, "copula"))
        nouns = [(i, t) for i, t in enumerate(self.tokens) if i > place and t.low.endswith("minen")]
        return [
            Predicate(i, place, t.lemma, self._noun(t.lemma), modality, OWNED, "copula", frozenset((i, place)))
            for i, t in nouns
        ]

    def _owned_before(self, place: int) -> str | None:
        for token in reversed(self.tokens[max(0, place - 3) : place]):
            if modality := self.language.of(token.lemma, "owned"):
                return modality
            if token.text == "," or token.lemma in self.language.words("words", "goal"):
                return None
        return None

    def _held_before(self, place: int) -> list[Predicate]:
        """«ohjaus-, seuranta- ja arviointivastuu on X:llä»: a compound says what one is charged with."""
        last = self.tokens[place - 1] if place else None
        ends = [w for w in self.language.words("owned", "task") if last and last.lemma.endswith(w) and last.lemma != w]
        if last is None or not ends:
            return []
        found, at = [], place - 1
        while at >= 0:
            token = self.tokens[at]
            if (
                at < place - 1
                and not token.text.endswith("-")
                and token.text != ","
                and token.low not in self.language.words("words", "and")
            ):
                break
            base = token.lemma.removesuffix(ends[0]).rstrip("i") if at == place - 1 else token.lemma
            if token.is_word and (sense := self._noun(token.lemma) or self._noun(base)):
                found.append(Predicate(at, place, token.lemma, sense, TASK, OWNED, "owned", frozenset((at, place))))
            at -= 1
        return found[::-1]

    def _next_infinitive(self, after: int) -> int | None:
        for at in range(after + 1, min(after + 1 + REACH * 2, len(self.tokens))):
            token = self.tokens[at]
            if token.text in ";:" or token.low in self.language.words("words", "relative"):
                return None
            if self._infinitive(at):
                return at
        return None

    def _infinitive(self, at: int) -> bool:
        token = self.tokens[at]
        return (
            token.is_word
            and token.low == token.lemma
            and is_infinitive(token.low)
            and (
                token.low in self.roles.infinitive
                or token.low.endswith(("ta", "tä", "da", "dä", "lla", "llä", "ida", "idä", "nna", "stua"))
            )
            and token.low not in ("asia",)
        )

    def _governed(self, place: int, said: Said, after: int | None = None) -> list[Predicate]:
        """The infinitives that a modal governs, also those joined by «ja»."""
        found = []
        at = self._next_infinitive(place if after is None else after)
        while at is not None:
            found.append(self._striving(at, place, said))
            at = self._next_joined(max(found[-1].words))
        return found

    def _striving(self, at: int, place: int, said: Said) -> Predicate:
        """«pyrkiä edistämään» promotes; the striving is a hedge."""
        verb = self.tokens[at].low
        if verb in self.language.words("governing", "striving"):
            for far in range(at + 1, min(at + 3, len(self.tokens))):
                token = self.tokens[far]
                if token.low.endswith(("maan", "mään")) and is_infinitive(token.lemma):
                    return self._predicate(far, place, token.lemma, said)
        governed = self._predicate(at, place, verb, said)
        if governed.sense and governed.sense.role.notation == RESPONSIBLE:
            return next(iter(self._handed_on(at, said)), governed)
        return governed

    def _next_joined(self, at: int) -> int | None:
        """The next infinitive that «ja» or a comma joins to this one."""
        seen_join = False
        for place in range(at + 1, min(at + 2 + REACH * 2, len(self.tokens))):
            token = self.tokens[place]
            if token.text in ";:." or token.low in self.language.words("words", "relative"):
                return None
            if token.low in self.language.words("words", "and") or token.text == ",":
                seen_join = True
            elif seen_join and self._infinitive(place):
                return place
            elif self._finite(place):
                return None
        return None

    def _tasks(self, place: int, modality: str, after: int | None = None) -> list[Predicate]:
        """What is somebody's task: infinitives, or verb nouns («seuranta»)."""
        start = place if after is None else after
        if self._next_infinitive(start) is not None:
            return self._governed(place, Said(modality, OWNED, "owned"), start)
        found = []
        for at in range(start + 1, len(self.tokens)):
            token = self.tokens[at]
            if token.text in ";:." or token.low in self.language.words("words", "relative"):
                break
            if (
                token.is_word
                and token.case in ("nominative", "partitive", "inessive", "illative")
                and (senses := self._noun(token.lemma))
            ):
                found.append(
                    Predicate(at, place, token.lemma, senses, modality, OWNED, "owned", frozenset((at, place)))
                )
        return found

    def _noun(self, base: str) -> Sense | None:
        if base in self.roles.noun:
            return self.roles.best(self.roles.noun[base], self.words, base)
        stem = base.removesuffix("minen")
        if stem != base:
            senses = [s for form in (stem + stem[-1], stem) for s in self.roles.finite.get(form, ())]
            return self.roles.best(senses, self.words, base)
        ends = [n for n in self.roles.noun if len(n) > 5 and base.endswith(n) and len(base) > len(n) + 2]
        return self.roles.best(self.roles.noun[max(ends, key=len)], self.words, base) if ends else None

    def _finite(self, place: int) -> bool:
        token = self.tokens[place]
        return token.is_word and (
            token.low in ("on", "olisi")
            or is_passive(token)
            or any(form in self.roles.finite for form in third_person(token))
        )

    def _verb(self, place: int) -> list[Predicate]:
        """A verb in the indicative: an order in the passive, a task in the active."""
        token = self.tokens[place]
        if token.low in self.language.words("words", "adverbs") or self._attributive(place):
            return []
        if is_past_passive(token):
            return [self._predicate(place, place, token.lemma, Said(DESCRIBES, PASSIVE, "past"))]
        if self.language.of(token.lemma, "modal"):
            return []
        if is_passive(token):
            sense = self.roles.best(self.roles.infinitive.get(token.lemma, ()), self.words, token.lemma)
            modality = POWER if sense and sense.role.notation in DECIDING else MUST
            return [self._predicate(place, place, token.lemma, Said(modality, PASSIVE, "passive"))]
        form = next((f for f in third_person(token) if f in self.roles.finite), None)
        known = form is not None and (token.case in ("nominative", "partitive") or token.low.endswith(("vat", "vät")))
        if known and form is not None:
            sense = self.roles.best(self.roles.finite[form], self.words, token.lemma)
            if sense is None:
                return []
            modality = POWER if sense.role.notation in DECIDING else TASK
            if sense.role.notation == RESPONSIBLE and (
                narrower := self._handed_on(place, Said(modality, ACTIVE, "active"))
            ):
                return narrower
            return [Predicate(place, place, form, sense, modality, ACTIVE, "active", frozenset((place,)))]
        if token.lemma.endswith(_VERBS) and token.low != token.lemma and token.low.endswith(_THIRD):
            return [self._predicate(place, place, token.lemma, Said(TASK, ACTIVE, "active"))]
        return []

    def _handed_on(self, place: int, said: Said) -> list[Predicate]:
        """«huolehtii kokoamisesta ja koordinoimisesta»: the verb nouns in the elative say what is done."""
        found = []
        for at in range(place + 1, len(self.tokens)):
            token = self.tokens[at]
            if token.text in ";:." or token.low in self.language.words("words", "relative") or self._finite(at):
                break
            if token.case == "elative" and (sense := self._noun(token.lemma)) and sense.role.notation != RESPONSIBLE:
                handed = Said(said.modality, said.voice, "handed")
                found.append(Predicate(at, place, token.lemma, sense, *handed, frozenset((at, place))))
        return found

    def _attributive(self, place: int) -> bool:
        """«siihen liittyvät esitykset»: a participle before its noun, no verb."""
        token = self.tokens[place]
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        plural = token.low.endswith(("vat", "vät")) and following is not None and following.low.endswith("t")
        return plural and following is not None and following.is_word and following.case == "nominative"

    def _predicate(self, at: int, finite: int, verb: str, said: Said) -> Predicate:
        sense = self.roles.best(self.roles.infinitive.get(verb, ()), self.words, verb)
        if verb in self.language.words("governing", "empty") and (sense is None or not sense.needs):
            together = self.words & {"yhteistyö", "yhteistyössä", "yhdessä"}
            sense = self._noun("yhteistyö") if together else sense
        return Predicate(at, finite, verb, sense, *said, frozenset((at, finite)))
