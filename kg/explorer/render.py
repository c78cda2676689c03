"""Templates into HTML; whatever comes from the data is escaped on its way."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from kg.explorer.address import short
from kg.explorer.person import may
from kg.explorer.view import View
from kg.messages import LANGUAGES
from kg.present.table import shown
from kg.present.wording import literal_words
from kg.rdf import Lit
from kg.read import Thing
from kg.read.standing import Standing

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill(template: str, view: View, **facts: object) -> str:
    """A template of this folder for one view."""

    def name(thing: Thing) -> Markup:
        return thing_name(thing, view)

    def link(thing: Thing) -> Markup:
        return thing_link(thing, view)

    def cell(value: object) -> str:
        return shown(value, view.lang)  # type: ignore[arg-type]

    def chapter(value: str) -> str:
        return view.say("answer.chapter", chapter=value) if value[:1].isdigit() else value

    def valid(standing: Standing) -> str:
        return view.interval(standing.valid_from, standing.valid_until, end_unknown=standing.interval.end_unknown)

    def word(value: Lit) -> Markup:
        return written(value, view)

    def framed(sentence: str, **parts: Markup) -> Markup:
        return escape(sentence).format(**parts)

    given = {"view": view, "say": view.say, "url": view.url, "date": view.date, "short": short}
    made = {
        "name": name,
        "link": link,
        "cell": cell,
        "word": word,
        "chapter": chapter,
        "valid": valid,
        "framed": framed,
    }
    return _templates().get_template(template).render(given | made | {"may": may} | facts)


def written(value: Lit, view: View) -> Markup:
    """A literal as people write it: yes or no, a day, a number, or words marked with their language."""
    if not value.lang or value.lang == view.content:
        return Markup("{}").format(literal_words(value, view.lang))
    mark = view.say(f"in-{value.lang}") if value.lang in LANGUAGES else value.lang
    return Markup('<span lang="{}">{}</span> <span class="kg-tag">{}</span>').format(value.lang, value, mark)


def thing_name(thing: Thing, view: View) -> Markup:
    """The name in the content language; one that is missing there stands in Finnish and says so."""
    if view.content in thing.labels or not thing.labels:
        return Markup('<span lang="{}">{}</span>').format(view.content, thing.name(view.content))
    lang = "fi" if "fi" in thing.labels else next(iter(thing.labels))
    mark = Markup(' <span class="kg-tag">{}</span>').format(view.say(f"in-{lang}"))
    return Markup('<span lang="{}">{}</span>{}').format(lang, thing.labels[lang], mark)


def thing_link(thing: Thing, view: View) -> Markup:
    """The name as a link to the thing's page; a thing without an IRI of its own is only named."""
    if "://" not in thing.iri or thing.kind == "source":
        return thing_name(thing, view)
    href = view.url("thing", id=short(thing.iri))
    return Markup('<a class="kg" href="{}">{}</a>').format(href, thing_name(thing, view))
