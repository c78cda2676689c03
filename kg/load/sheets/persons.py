"""Does a name look like a person's? The graph holds posts, not persons."""

import re

_WORD = re.compile(r"[A-ZÅÄÖÉÜ][a-zåäöéüß]+(?:-[A-ZÅÄÖÉÜ][a-zåäöéüß]+)?")
_BODIES = (
    "ry", "oy", "ab", "oyj", "rf", "liitto", "yhdistys", "seura", "risti", "järjestö", "virasto", "laitos",
    "keskus", "kunta", "kaupunki", "neuvosto", "ryhmä", "lautakunta", "verkosto", "säätiö", "koulu", "palvelu",
    "palvelut", "toimi", "toimiala", "yksikkö", "osasto", "poliisi", "vartiosto", "martat", "klubi", "kerho",
    "tupa", "talo", "asunnot", "kodit", "linja", "hallitus", "valtuusto", "ministeriö", "yhtymä", "alue",
    "päällikkö", "johtaja", "koordinaattori", "suunnittelija", "sihteeri", "hätäapu", "apu", "kassa", "kirkko",
    "museo", "teatteri", "kirjasto", "halli", "satama", "stad", "kår", "råd", "skola", "förening", "förbund",
    "byrå", "verk", "service", "safety", "police", "council", "board", "unit", "association",
)  # fmt: skip


def looks_like_person(name: str) -> bool:
    """Two or three capitalised words and no word for a body or a post.

    >>> looks_like_person("Etunimi Sukunimi"), looks_like_person("Suomen Punainen Risti")
    (True, False)
    """
    words = name.replace(",", " ").split()
    if not 2 <= len(words) <= 3 or not all(_WORD.fullmatch(w) for w in words):
        return False
    return not any(w.casefold().endswith(_BODIES) for w in words)
