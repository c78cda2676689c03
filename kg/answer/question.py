"""A question in words into what is asked for, the words that say about what, and the clauses they stand in."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg.answer.words import alike, fold, same, words
from kg.messages import LANGUAGES

_NAME = re.compile(r"(?<=[\w,] )[A-ZÅÄÖ][\w-]*[a-zåäö][\w-]*")
HERE = Path(__file__).parent / "languages"
SHORT_VERB = 3
LONG = 6
"""A word of at least this length may be the last part of a compound («kokous|palkkio»)."""
COMPOUND = 0.5
"""The least share of a compound that its last part makes up."""
SURE = 0.75
"""Two words at least this alike are taken for forms of one word."""


@dataclass(frozen=True)
class Language:
    """How questions are put in one language (`kg/answer/languages/*.toml`)."""

    code: str
    stop: frozenset[str]
    clauses: frozenset[str]
    conjunctions: frozenset[str]
    asks: tuple[tuple[str, tuple[str, ...]], ...]
    plural: frozenset[str]
    kinds: tuple[tuple[str, str], ...]
    endings: Mapping[str, tuple[str, ...]]
    absent: tuple[tuple[str, ...], ...]
    verbs: tuple[str, ...]
    bare: Mapping[str, str]
    toward: frozenset[str]
    copulas: frozenset[str]
    articles: frozenset[str]
    modalities: Mapping[str, frozenset[str]]
    genitive: list[str]
    direct: Mapping[str, tuple[str, ...]]
    whether: Mapping[str, tuple[str, ...]]

    def kind_of(self, word: str) -> str | None:
        """The kind of thing that a noun names: «ryhmän» → group, «seutuorganisaatio» → actor."""
        forms = ((alike(word, noun), kind) for noun, kind in self.kinds if same(word, noun))
        found = max(forms, default=None)
        if found is None:
            compounds = ((len(noun) / len(word), kind) for noun, kind in self.kinds if word.endswith(noun))
            found = max(((share, kind) for share, kind in compounds if share >= COMPOUND), default=None)
        return found[1] if found else None


@cache
def language(code: str) -> Language:
    with (HERE / f"{code}.toml").open("rb") as file:
        raw = tomllib.load(file)
    asks = [(ask["slot"], tuple(fold(p).split())) for ask in raw["ask"] for p in ask["phrases"]]
    return Language(
        code=code,
        stop=frozenset(fold(raw["stop"]).split()),
        clauses=frozenset(raw["clauses"]),
        conjunctions=frozenset(raw["and"]),
        asks=tuple((slot, phrase) for slot, phrase in asks),
        plural=frozenset(raw["plural"]["words"]),
        kinds=tuple((fold(noun), kind) for kind, nouns in raw["kinds"].items() for noun in nouns),
        verbs=tuple(raw["verbs"]["endings"]),
        bare=raw["bare"],
        toward=frozenset(raw["toward"]["words"]),
        copulas=frozenset(raw["identity"]["copulas"]),
        articles=frozenset(raw["identity"]["articles"]),
        modalities={name: frozenset(said) for name, said in raw["modality"].items()},
        genitive=raw["genitive"]["words"],
        whether={name: tuple(listed) for name, listed in raw["whether"].items()},
        direct={name: tuple(listed) for name, listed in raw["direct"].items()},
        absent=tuple(tuple(words(p)) for p in raw["absent"]["phrases"]),
        endings={word: tuple(ends) for word, ends in raw.get("endings", {}).items()},
    )


def spoken(question: str, preferred: str) -> str:
    """The language of a question by its form words; the reader's where another does not clearly have more."""
    said = words(question)
    hits = {code: sum(word in language(code).stop for word in said) for code in LANGUAGES}
    best = max(LANGUAGES, key=lambda code: hits[code])
    return best if hits[best] >= 2 * hits[preferred] and hits[best] > hits[preferred] else preferred


@dataclass(frozen=True)
class Clause:
    """Content words in order; `antecedent` is the noun that the clause describes («ryhmän, jonka …»)."""

    words: tuple[str, ...]
    antecedent: str | None = None


@dataclass(frozen=True)
class Ask:
    """What one part of a question asks for: a slot, the kinds of thing that fit, and one or two clauses."""

    slot: str
    kinds: tuple[str, ...]
    plural: bool
    main: Clause
    relative: Clause | None = None
    head: tuple[str, ...] = ()
    chained: bool = False
    """Whether the thing asked for is only reached through another («minkä osaston yksikkö …»)."""

    tokens: frozenset[str] = frozenset()
    identity: bool = False
    """Whether the question may only ask who somebody is («kuka on kaupunginjohtaja»)."""
    toward: bool = False
    """Whether the question word asks where something leads («mihin kuuluu …»)."""
    proper: frozenset[str] = frozenset()
    """Words written as names, with a capital inside the sentence."""
    text: str = ""
    """The whole question as it was put."""
    said: tuple[str, ...] = ()
    """All its words in order."""
    asking: frozenset[str] = frozenset()
    """The words that ask: «kuinka monta»."""
    naming: frozenset[str] = frozenset()
    """Words that only name the kind of thing that is asked for."""

    @property
    def words(self) -> tuple[str, ...]:
        return self.main.words + (self.relative.words if self.relative else ())


def understand(question: str, lang: str) -> list[Ask]:
    """One Ask for each thing that is asked for; two for «minkä lain nojalla …, ja kuka …?».

    None where the question asks for what the graph never holds: a person, contact details, an amount.
    """
    lan = language(lang)
    tokens = words(question)
    if _asks_for_absent(lan, tokens):
        return []
    names = frozenset(fold(word) for word in _NAME.findall(question))
    return [replace(_ask(lan, part), proper=names, text=question) for part in _parts(lan, tokens)]


def _asks_for_absent(lan: Language, tokens: list[str]) -> bool:
    """Whether a phrase of what is never held stands in the question, alone or as the end of a compound."""
    ends = tuple(p[0] for p in lan.absent if len(p) == 1 and len(p[0]) >= LONG)
    phrases = (tuple(tokens[i : i + len(p)]) == p for p in lan.absent for i in range(len(tokens)))
    return any(token.endswith(ends) for token in tokens) or any(phrases)


def _parts(lan: Language, tokens: list[str]) -> list[list[str]]:
    """Split where a conjunction is followed at once by a second question word that is asked for."""
    for i in range(2, len(tokens) - 2):
        if tokens[i] in lan.conjunctions and _ask_at(lan, tokens, i + 1) and _first_ask(lan, tokens[:i]):
            return [tokens[:i], tokens[i + 1 :]]
    return [tokens]


def _ask_at(lan: Language, tokens: list[str], at: int) -> tuple[str, int] | None:
    """The slot asked for by the longest phrase that begins at `at`, and the phrase's length."""
    fits = [(slot, len(p)) for slot, p in lan.asks if tuple(tokens[at : at + len(p)]) == p]
    return max(fits, key=lambda f: f[1], default=None)


def _first_ask(lan: Language, tokens: list[str]) -> tuple[str, int, int] | None:
    """The first thing asked for; «who … with?» and «who do they team up with to …» ask for a partner."""
    first = None
    for at in range(len(tokens)):
        found = _ask_at(lan, tokens, at)
        if found and first is None:
            first = found[0], at, at + found[1]
        if first and found and found[0] == "partner" and _ends_there(lan, tokens, at + found[1]):
            return "partner", first[1], first[2]
    return first


def _ends_there(lan: Language, tokens: list[str], at: int) -> bool:
    return at >= len(tokens) or tokens[at] in lan.stop


def _ask(lan: Language, tokens: list[str]) -> Ask:
    slot, start, end = _first_ask(lan, tokens) or ("actor", 0, 0)
    if _is_whether(lan, tokens, start if end else len(tokens)):
        slot, start, end = "whether", 0, 1
    head = _head(lan, tokens, start, end) if slot not in ("actor", "whether") else []
    kinds = [k for w in head if (k := lan.kind_of(w))]
    slot = slot if kinds else lan.bare.get(" ".join(tokens[start:end]), slot)
    rest = tokens[:start] + tokens[end:] if slot in ("actor", "thing", "count", "whether") else tokens
    chained = _of_kinds(lan, rest, head) if tokens[start:end] == lan.genitive else None
    main, relative = chained or _clauses(lan, rest)
    naming = frozenset(w for w in head if lan.kind_of(w)) if slot != "actor" and not chained else frozenset()
    plural = bool(lan.plural & {*tokens[start:end], *head})
    return Ask(
        slot,
        tuple(kinds[:1]),
        plural,
        main,
        relative,
        head=tuple(head),
        chained=bool(chained),
        tokens=frozenset(tokens),
        said=tuple(tokens),
        asking=frozenset(tokens[start:end]),
        toward=slot == "thing" and " ".join(tokens[start:end]) in lan.toward,
        identity=_identity(lan, tokens[end:]),
        naming=naming,
    )


def _is_whether(lan: Language, tokens: list[str], asked: int) -> bool:
    """Whether a question begins with a verb that asks («onko», «får», «does») before any question word."""
    first = tokens[:2] if lan.whether["endings"] else tokens[:1]
    verbs = [w for w in first[:asked] if len(w) > SHORT_VERB and w.endswith(lan.whether["endings"])]
    return bool(verbs) or any(w in lan.whether["words"] for w in first[:1] if asked > 0)


def _identity(lan: Language, rest: list[str]) -> bool:
    named = [w for w in rest[1:] if w not in lan.articles]
    return bool(named) and rest[0] in lan.copulas and named[0] not in lan.stop


def _head(lan: Language, tokens: list[str], start: int, end: int) -> list[str]:
    """The nouns right behind the question word, in its case where the language has cases («mihin yksikköön»)."""
    if end - start > 1:
        return tokens[end - 1 : end]
    endings = lan.endings.get(tokens[start], ())
    head: list[str] = []
    for word in tokens[end : end + 3]:
        if word in lan.stop or (word.endswith(lan.verbs) and not lan.kind_of(word)):
            break
        if not endings or word.endswith(endings):
            head.append(word)
    return head


def _of_kinds(lan: Language, tokens: list[str], head: list[str]) -> tuple[Clause, Clause] | None:
    """«Minkä osaston yksikkö seuraa …»: the first noun is asked for, the second is what the rest describes."""
    if not head or head[0] not in tokens or not lan.kind_of(head[0]):
        return None
    described = tokens[tokens.index(head[0]) + 1 :]
    if described and described[0] not in [*head[1:2], head[0]] and lan.kind_of(described[0]):
        return Clause((head[0],)), Clause(_content(lan, described), antecedent=described[0])
    return None


def _clauses(lan: Language, tokens: list[str]) -> tuple[Clause, Clause | None]:
    for i in range(1, len(tokens) - 1):
        if tokens[i] in lan.clauses:
            before = _content(lan, tokens[:i])
            after = _content(lan, tokens[i + 1 :])
            if before and after:
                return Clause(before), Clause(after, antecedent=before[-1] if tokens[i - 1] == before[-1] else None)
    return Clause(_content(lan, tokens)), None


def _content(lan: Language, tokens: list[str]) -> tuple[str, ...]:
    return tuple(w for w in tokens if w not in lan.stop and len(w) > 1)
