"""Finnish words in a sentence: base form by simplemma, case by ending, and who of them is a verb in a finite form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import simplemma

WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[-/:'’][^\W\d_]+)*-?|[^\w\s]")
_ENDINGS = (
    ("inessive", re.compile(r"ss[aä](an|än|nsa|nsä)?$")),
    ("elative", re.compile(r"st[aä](an|än|nsa|nsä)?$")),
    ("adessive", re.compile(r"ll[aä](an|än|nsa|nsä)?$")),
    ("ablative", re.compile(r"lt[aä](an|än|nsa|nsä)?$")),
    ("allative", re.compile(r"lle(en|nsa|nsä)?$")),
    ("translative", re.compile(r"(ksi|kseen|ksensa|ksensä)$")),
    ("essive", re.compile(r"n[aä](an|än|nsa|nsä)?$")),
    ("nominative", re.compile(r"t$")),
    ("illative", re.compile(r"(h[aeiouyäö]n|seen|siin|([aeiouyäö])\2n)$")),
    ("genitive", re.compile(r"(n|nsa|nsä)$")),
    ("partitive", re.compile(r"[aä]$")),
)
_WITH_OWNER = re.compile(r"(ss|st|ll|lt)[aä](an|än|nsa|nsä)$")
_LONGEST_ENDING = 4
"""Letters that an ending may have; where more follow a base form, the word is a compound of it."""
_PARTICIPLE = re.compile(
    r"[aeiouyäö]v(?:[aä]|[aä]n|[aä][aä]|[aä]t|i[aä]|ien|iss[aä]|ist[aä]|iin|ill[aä]|ilt[aä]|ille|[aä]ss[aä]|[aä]st[aä]|[aä]ll[aä]|[aä]lle)$"
)
_INFINITIVE = re.compile(r"(ll[aä]|nn[aä]|rr[aä]|[dt][aä]|[aeiouyäö][aä])$")
_ACTION = re.compile(
    r"(.{2,})mi(?:nen|sen|seen|st[aä]|sess[aä]|sest[aä]|sell[aä]|selle|selt[aä]|seksi|sen[aä]|set|sten|siin|siss[aä]|sist[aä]|sill[aä])$"
)
_PASSIVE = re.compile(r"(?:t[aä]|d[aä]|l[aä]|n[aä]|r[aä]|s[aä])[aä]n$")
_PASSIVE_PAST = re.compile(r"t?tiin$")


@dataclass(frozen=True)
class Token:
    """A word, number or mark of a sentence; `start` counts from the beginning of the sentence."""

    text: str
    start: int
    lemma: str
    case: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def low(self) -> str:
        return self.text.casefold()


@lru_cache(maxsize=50_000)
def lemma(word: str, lang: str = "fi") -> str:
    """The base form, in small letters; of a name with a hyphen, that of its last part."""
    if action := _ACTION.match(word.casefold()):
        return f"{action[1]}minen"
    low = word.rstrip("-").casefold()
    base = str(simplemma.lemmatize(low, lang=lang)).casefold()
    rest = low[len(base) :]
    return base + lemma(rest, lang) if low.startswith(base) and len(rest) > _LONGEST_ENDING else base


def case(word: str, base: str) -> str:
    """The case by the ending (Iso suomen kielioppi, section 81); a base form is a nominative."""
    low = word.casefold()
    if (low == base and not _WITH_OWNER.search(low)) or word.endswith("-"):
        return "nominative"
    if low in (f"{base}ta", f"{base}tä"):
        return "partitive"
    if base.endswith("e") and low == f"{base}en":
        return "genitive"
    return next((name for name, ending in _ENDINGS if ending.search(low)), "nominative")


def tokens(sentence: str, lang: str = "fi") -> list[Token]:
    """The words, numbers and marks of a sentence."""
    found = []
    for match in WORD.finditer(sentence):
        text = match[0]
        base = lemma(text, lang) if text[0].isalpha() else text
        found.append(Token(text, match.start(), base, case(text, base) if text[0].isalpha() else ""))
    return found


def is_infinitive(base: str) -> bool:
    """Whether a base form can be that of a verb."""
    return len(base) > 3 and _INFINITIVE.search(base) is not None


def is_passive(token: Token) -> bool:
    """A passive in the present: «laaditaan», «nimetään»."""
    return _PASSIVE.search(token.low) is not None and is_infinitive(token.lemma) and token.lemma != token.low


def is_past_passive(token: Token) -> bool:
    return _PASSIVE_PAST.search(token.low) is not None and is_infinitive(token.lemma)


def is_participle(token: Token) -> bool:
    """«liittyvä», «edistävien», «laadittava»: a word that takes what stands before it with it."""
    return _PARTICIPLE.search(token.low) is not None


def third_person(token: Token) -> tuple[str, ...]:
    """The forms of the third person singular that the token may be, or be the plural of."""
    low = token.low
    if low.endswith(("vat", "vät")) and len(low) > 5:
        stem = low[:-3]
        return stem + stem[-1], stem
    return (low,)


def phrase(words: Sequence[Token]) -> str:
    """A word group in the nominative: its head and what agrees with it in the base form, the rest as it stands."""
    if not words:
        return ""
    head = words[-1]
    told = []
    for token in words[:-1]:
        agrees = token.case == head.case and token.is_word and token.case != "genitive"
        told.append(token.lemma if agrees and head.case != "nominative" else token.text)
    last = head.text if head.case == "nominative" else head.lemma
    return " ".join((*told, last))
