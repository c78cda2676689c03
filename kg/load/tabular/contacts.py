"""Personal names, telephone numbers and e-mail addresses in cells: found, so that they can be left out."""

import re
from dataclasses import dataclass

from kg.load.sheets.persons import looks_like_person
from kg.load.tabular.words import words
from kg.sources.sheets import fold

_MAIL = re.compile(r"[\w.+-]+(?:@|\s?\(at\)\s?|\[at\])[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\d.])(?:\+\d{1,3}|0\d{1,2})(?:[\s-]?\d){5,10}(?![\d.])|(?:p|puh|tel|gsm)\.?:?\s?\d[\d\s-]{4,}\d", re.I
)
_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_INITIAL = re.compile(r"[A-ZÅÄÖ]\.?")
_TITLE = re.compile(r"^(?:rva|hra|tri|dr|prof|fru|herr|mr|mrs|ms)\.?\s+", re.I)


@dataclass(frozen=True)
class Cleaned:
    """A text without what concerns a person, and which kinds of such things were in it."""

    text: str
    found: frozenset[str] = frozenset()
    """`mail`, `phone`, `person`."""


def without_contacts(text: str) -> Cleaned:
    """The text without addresses and numbers.

    >>> without_contacts("Poliisi, poliisi@example.org").text
    'Poliisi'
    """
    found = {kind for kind, pattern in (("mail", _MAIL), ("phone", _PHONE)) if pattern.search(text)}
    if not found:
        return Cleaned(text)
    bare = _PHONE.sub("", _MAIL.sub("", text))
    bare = re.sub(r"[(\[]\s*[,;/]?\s*[)\]]", "", bare)
    return Cleaned(bare.strip(" ,;:/-–\n"), frozenset(found))


def without_person(text: str) -> Cleaned:
    """The text without a person's name in brackets or beside a body's: «Poliisi (Etunimi S.)» is «Poliisi»."""
    for inner in _BRACKETS.findall(text):
        if is_person(inner):
            outer = _BRACKETS.sub("", text).strip()
            if is_person(outer):
                return Cleaned("", frozenset({"person"}))
            return Cleaned(outer, frozenset({"person"}))
    outside = _BRACKETS.sub("", text).strip()
    if outside != text and is_person(outside):
        return Cleaned(_BRACKETS.findall(text)[0].strip(), frozenset({"person"}))
    if is_person(text):
        return Cleaned("", frozenset({"person"}))
    for sign in (" / ", " - ", " – ", "/", ": "):
        parts = [p.strip() for p in text.split(sign)]
        if len(parts) == 2 and is_person(parts[0]) != is_person(parts[1]):
            return Cleaned(parts[is_person(parts[0])], frozenset({"person"}))
    return Cleaned(text)


def is_person(text: str) -> bool:
    """Whether the text is a person's name: one with a common first name, or one that only looks like a person's.

    >>> is_person("Matti M."), is_person("Mannerheimin Lastensuojeluliitto")
    (True, False)
    """
    name = _TITLE.sub("", text.strip())
    parts = name.replace(",", " ").split()
    if not 1 <= len(parts) <= 3 or any(c.isdigit() for c in name):
        return False
    if len(parts) == 1:
        return fold(name) in words("first_names") and name[0].isupper()
    first = [p for p in parts if fold(p.split("-")[0]) in words("first_names") and p[0].isupper()]
    rest = [p for p in parts if p not in first]
    if first:
        return all(_INITIAL.fullmatch(p) or (p[0].isupper() and _surname(p)) for p in rest)
    return looks_like_person(name) and not parts[0].endswith("n") and bool(parts[-1].endswith(_SURNAMES))


_SURNAMES = ("nen", "la", "lä", "sson", "ström", "berg", "qvist", "kvist", "lund", "man", "mäki", "niemi", "salo")


def _surname(word: str) -> bool:
    return looks_like_person(f"Aa {word}") and not word.isupper()
