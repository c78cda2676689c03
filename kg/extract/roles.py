"""Which role a verb says: the names of the roles in the ontology, and what the statements of the graph call so."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.extract.words import is_infinitive, lemma
from kg.read.model import Thing

_VERB_ENDINGS = ("aa", "ää", "ee", "ii", "oo", "uu", "yy", "öö", "oi", "öi", "ei", "ai", "ui", "yi", "ie", "uo", "yö")


@dataclass(frozen=True)
class Sense:
    """A role that a verb may say, the other words it needs for that, and how far it is its own name."""

    role: Thing
    needs: frozenset[str]
    weight: float


@dataclass
class Roles:
    """Verbs and verb nouns of one language, by third person, by infinitive and as nouns."""

    finite: dict[str, list[Sense]] = field(default_factory=lambda: defaultdict(list))
    infinitive: dict[str, list[Sense]] = field(default_factory=lambda: defaultdict(list))
    noun: dict[str, list[Sense]] = field(default_factory=lambda: defaultdict(list))
    describing: frozenset[str] = frozenset()
    """Roles that statements give to descriptions more often than to responsibilities, by IRI."""
    used: Counter[str] = field(default_factory=Counter)
    """How often the statements give each role."""
    learned: Mapping[str, Counter[str]] = field(default_factory=dict)
    """Base form of a verb → how often the statements give it each role."""

    def best(self, senses: Iterable[Sense], words: frozenset[str], verb: str) -> Sense | None:
        """The sense whose other words are all said, the most specific and most often given first."""
        counts, used = self.learned.get(verb, Counter()), self.used
        fitting = [s for s in senses if s.needs <= words]
        return max(fitting, key=lambda s: (len(s.needs), counts[s.role.iri], s.weight, used[s.role.iri]), default=None)


def read_roles(roles: Iterable[Thing], lang: str) -> Roles:
    """The lexicon from every name of every role in the language."""
    found = Roles()
    for role in roles:
        for rank, name in enumerate(role.names(lang)):
            _add(found, role, name.casefold().split(), lang, 1.0 if rank == 0 else 0.5)
    return found


def _add(found: Roles, role: Thing, words: list[str], lang: str, weight: float) -> None:
    verb, *others = words
    weight = 0.2 if verb.endswith(("taan", "tään")) and weight == 1.0 else weight
    if verb == "on" or len(words) > 3:
        return
    sense = Sense(role, frozenset(lemma(w, lang) for w in others), weight)
    base = lemma(verb, lang)
    if (verb.endswith(_VERB_ENDINGS) and (base != verb or is_infinitive(verb))) or (
        base != verb and is_infinitive(base)
    ):
        found.finite[verb].append(sense)
        for infinitive in {base, verb, verb[:-1] + ("ta" if any(v in verb for v in "aou") else "tä")}:
            if is_infinitive(infinitive):
                found.infinitive[infinitive].append(sense)
    elif is_infinitive(verb) and base == verb and verb.endswith(("ta", "tä", "lla", "llä", "da", "dä")):
        found.infinitive[verb].append(sense)
    if not others and verb not in found.finite:
        found.noun[base].append(sense)
