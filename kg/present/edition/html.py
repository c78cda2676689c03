"""A page into HTML; whatever comes from the data is escaped on its way, and every link is relative."""

from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from kg import __version__
from kg.messages import LANGUAGES, day, has_text, in_language, number, text
from kg.present.edition.pages import MENU, Page, title
from kg.present.edition.paths import relative
from kg.present.edition.site import Site, anchor
from kg.present.table import shown
from kg.present.wording import day_words, interval_words, literal_words
from kg.read import Thing

TEMPLATES = Path(__file__).parent / "templates"
ASSETS = "assets"


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def to_html(site: Site, page: Page, lang: str) -> bytes:
    """The page in its language."""
    writer = _Writer(site, page, lang)
    words = {"site": site, "page": page, "lang": lang, "languages": LANGUAGES, "menu": MENU, "version": __version__}
    given = {name: getattr(writer, name) for name in dir(writer) if not name.startswith("_")}
    return _templates().get_template(page.template).render({**given, **words, **page.facts}).encode()


def entrance(site: Site) -> bytes:
    """The page at the top of the folder: the choice of a language."""
    names = {lang: site.name(lang) for lang in LANGUAGES}
    template = _templates().get_template("languages.html")
    return template.render(site=site, names=names, languages=LANGUAGES, text=text, assets=ASSETS).encode()


class _Writer:
    """What the templates of one page may ask."""

    def __init__(self, site: Site, page: Page, lang: str) -> None:
        self.site, self.lang = site, lang
        self._here = f"{lang}/{page.path}"
        self._page = page

    def say(self, name: str, /, **facts: object) -> str:
        """A text of the edition, or of another area where the name holds a dot."""
        return text(name if "." in name else f"edition.{name}", self.lang, **facts)

    def says(self, name: str) -> bool:
        return has_text(name)

    def to(self, path: str) -> str:
        """The link to a page of this language."""
        return relative(self._page.path, path)

    def asset(self, name: str) -> str:
        return relative(self._here, f"{ASSETS}/{name}")

    def other(self, lang: str) -> str:
        """The link to the same page in another language."""
        return relative(self._here, f"{lang}/{self._page.path}")

    def data(self, ending: str) -> str:
        """The link to the same thing as data."""
        return relative(self._here, f"data/{self._page.data}.{ending}")

    def title_of(self, name: str) -> str:
        return title(name, self.lang)

    def name(self, thing: Thing) -> Markup:
        """The name in the page's language; one that is missing there is marked as what it is."""
        if self.lang in thing.labels or not thing.labels:
            return Markup("{}").format(thing.name(self.lang))
        found = "fi" if "fi" in thing.labels else next(iter(thing.labels))
        return Markup('<span lang="{}">{}</span>').format(found, thing.labels[found])

    def link(self, thing: Thing) -> Markup:
        """The name as a link to the thing's page, where it has one."""
        if thing.iri not in self.site.paths:
            return self.name(thing)
        href = self.to(f"{self.site.paths[thing.iri]}.html")
        return Markup('<a href="{}">{}</a>').format(href, self.name(thing))

    def place(self, document: str, quote: str | None) -> str | None:
        found = self.site.place(document, quote)
        return self.to(found) if found else None

    def own(self, texts: Any) -> str:
        """The text in the page's language, else in another."""
        return in_language(texts, self.lang) or ""

    def todo(self, focus: Any) -> list[str]:
        """What to do about a gap: the words of its findings, each once."""
        return list(dict.fromkeys(filter(None, (self.own(f.message) for f in focus.findings))))

    def lang_of(self, texts: Any) -> str:
        """The language that `own` found."""
        return self.lang if self.lang in texts else next((x for x in (*LANGUAGES, *texts) if x in texts), self.lang)

    def date(self, value: str | None) -> str:
        return day_words(value, self.lang)

    def today(self) -> str:
        return day(self.site.day, self.lang)

    def interval(self, interval: Any) -> str:
        return interval_words(interval, self.lang)

    def word(self, value: Any) -> Markup:
        words = literal_words(value, self.lang)
        if not value.lang or value.lang == self.lang:
            return Markup("{}").format(words)
        return Markup('<span lang="{}">{}</span>').format(value.lang, words)

    def cell(self, value: Any) -> str:
        return shown(value, self.lang)

    def number(self, value: Any) -> str:
        return number(value, self.lang)

    def chapter(self, value: str) -> str:
        return self.say("answer.chapter", chapter=value) if value[:1].isdigit() else value

    def anchor(self, sentence: Any) -> str:
        return anchor(sentence)
