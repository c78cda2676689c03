"""Templates into pages. Everything from the data is escaped; a link leads to http(s) or to a path of ours."""

from functools import cache
from pathlib import Path

import jinja2

from kg.load.shipped import BASE
from kg.messages import LANGUAGES, text

HERE = Path(__file__).parent


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["href"] = href
    environment.filters["local"] = local
    return environment


def href(target: str) -> str:
    """The address itself where it is a web address or a path, else nothing: never `javascript:`."""
    return target if target.startswith(("https://", "http://", "/", "?", "#")) and not target.startswith("//") else ""


def local(iri: str) -> str:
    """An IRI of ours as the path where this server answers for it; any other IRI as it is."""
    return "/" + iri.removeprefix(BASE) if iri.startswith(BASE) else iri


def render(template: str, lang: str, **facts: object) -> str:
    """The page in `lang`; `t("key")` in a template is the sentence `serve.key`."""

    def sentence(key: str, **values: object) -> str:
        return text(f"serve.{key}", lang, **values)

    return _environment().get_template(template).render(lang=lang, languages=LANGUAGES, t=sentence, **facts)
