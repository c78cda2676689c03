"""Characters that hide or deceive: those nobody sees, those that turn the direction of a text, those that look alike.

Code points: Unicode Standard, DerivedCoreProperties (Default_Ignorable_Code_Point) and UAX 9; look-alikes: UTS 39.
"""

import re
import unicodedata

DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks, embeddings, overrides and isolates of the bidirectional algorithm."""
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Whatever leaves no trace on the screen, or turns the text round; blanks, tabs and line ends are none of them."""

_ALIKE = str.maketrans(
    {
        **dict(zip("аԁеһіјӏոорԛѕսѵԝхуАВЕЅІЈКМНОРСТУХЗ", "adehijlnopqsuvwxyABESlJKMHOPCTYX3", strict=True)),
        **dict(zip("αικνορυγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aiKvopuyABEZHlKMNOPTYX", strict=True)),
        **dict(zip("сСı|I10‐‑–—−’‘ʼ`´", "cCilllO-----'''''", strict=True)),
    }
)


def unseen(text: str) -> str:
    """The first character that nobody sees, as «U+200B ZERO WIDTH SPACE»; nothing where there is none."""
    found = INVISIBLE.search(text)
    return described(found[0]) if found else ""


def described(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def says_something(text: str) -> bool:
    """Whether a letter or a digit is in it: a name of signs alone names nothing."""
    return any(c.isalnum() for c in text)


def shape(text: str) -> str:
    """What the text looks like: texts of the same shape are hard to tell apart."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_ALIKE).casefold().split())


def mixed(text: str) -> bool:
    """Whether one word holds letters of two of the scripts that look alike: Latin, Greek, Cyrillic."""
    return not text.isascii() and any(len(_scripts(word)) > 1 for word in text.split())


def _scripts(word: str) -> set[str]:
    names = (unicodedata.name(c, "").split(" ", 1)[0] for c in word if c.isalpha())
    return {n for n in names if n in ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN")}
