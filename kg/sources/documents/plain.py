"""Plain text and HTML into blocks."""

import re
from collections.abc import Iterable
from pathlib import Path

from lxml import html as lxml_html
from lxml.etree import LxmlError

from kg.sources.documents.document import BULLET, NUMBERED, Block
from kg.sources.refusal import Refusal

LONGEST_HEADING = 90
_BLOCKS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "blockquote", "pre", "div"))
_UNSEEN = "//script | //style | //noscript | //template | //nav | //head | //footer"


def read_text(path: Path) -> list[Block]:
    """A text file in UTF-8, UTF-16 or Windows-1252; paragraphs are parted by empty lines."""
    return blocks_of_lines((line, None) for line in _decoded(path.read_bytes()).splitlines())


def read_html(path: Path) -> list[Block]:
    """What a page shows, without menus, scripts and styles. Nothing that it points to is fetched."""
    try:
        page = lxml_html.document_fromstring(_decoded(path.read_bytes()).encode(), parser=_parser())
    except (LxmlError, ValueError) as error:
        raise Refusal("damaged") from error
    for unseen in page.xpath(_UNSEEN):
        unseen.drop_tree()
    found = []
    for element in page.iter(*_BLOCKS):
        if any(child.tag in _BLOCKS for child in element.iterdescendants()):
            continue
        tag = str(element.tag)
        found.append(Block(element.text_content(), None, bool(re.fullmatch(r"h\d", tag)), tag == "li"))
    return found


def _parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)


def _decoded(content: bytes) -> str:
    """Raises Refusal where the bytes are no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content[:4096]:
        raise Refusal("no-text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def blocks_of_lines(lines: Iterable[tuple[str, int | None]]) -> list[Block]:
    """Lines with their page into paragraphs: a new one after an empty line, at an item, and at a heading."""
    found: list[Block] = []
    held: list[str] = []
    at: int | None = None

    def end() -> None:
        if held:
            found.append(Block(_joined(held), at, is_heading(_joined(held)), BULLET.match(held[0]) is not None))
            held.clear()

    for line, page in lines:
        text = line.strip()
        turned = held and page != at and held[-1].endswith((".", "!", "?"))
        if not text or turned or BULLET.match(text) or is_heading(text) or (held and is_heading(held[-1])):
            end()
        if text:
            if not held:
                at = page
            held.append(text)
    end()
    return found


def is_heading(line: str) -> bool:
    """Whether a line alone is a heading: numbered, short, and no sentence."""
    if len(line) > LONGEST_HEADING or line[-1:] in ".,;:?!" or (BULLET.match(line) and not NUMBERED.match(line)):
        return False
    return NUMBERED.match(line) is not None and bool(re.search(r"[A-ZÅÄÖ]", line)) and len(line.split()) > 1


def _joined(lines: list[str]) -> str:
    """Lines of one paragraph, words healed that were parted at the end of a line."""
    text = lines[0]
    for line in lines[1:]:
        parted = re.search(r"[a-zåäö]-$", text) and re.match(r"[a-zåäö]", line)
        text = text[:-1] + line if parted and not _common_part(line) else f"{text} {line}"
    return text


def _common_part(line: str) -> bool:
    """«turvallisuus- ja valmiusyksikkö»: the hyphen stays where a conjunction follows."""
    return line.split(" ", 1)[0] in ("ja", "sekä", "tai", "och", "eller", "and", "or")
