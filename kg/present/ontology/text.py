"""The page about the ontology as Markdown, for who reads the repository."""

from collections.abc import Iterator

from kg.present.ontology.documents import WHOLE
from kg.present.ontology.page import Part, Term, parts


def as_markdown() -> str:
    """Every module and vocabulary with its terms, in English with the Finnish and Swedish names."""
    found = parts(WHOLE[0], "en")
    return "\n".join([*_head(found), *(line for part in found for line in _part(part))])


def _head(found: list[Part]) -> Iterator[str]:
    first, *rest = found
    classes, properties, concepts = (
        sum(t.kind in kinds for p in rest for t in p.terms)
        for kinds in (("class",), ("relation", "attribute"), ("concept",))
    )
    yield f"# {first.title}: the ontology\n"
    yield f"Version {first.version}, {first.modified}, [CC BY 4.0]({first.license}). {first.description}"
    yield f"{classes} classes, {properties} properties, {concepts} concepts.\n"
    yield "Prefixes: `kg:` <https://w3id.org/vastuuverkko/ns/>, `v:` <https://w3id.org/vastuuverkko/vocab/>."
    yield "`python docs/refresh.py` makes this page from `ontology/`; [the model](model.md) tells how the terms fit.\n"


def _part(part: Part) -> Iterator[str]:
    if not part.terms:
        return
    yield f"## {part.title}\n"
    yield f"{part.description} <{part.iri}>\n"
    yield "| Term | Finnish · Swedish | Meaning | Links |"
    yield "| --- | --- | --- | --- |"
    yield from (_row(term) for term in part.terms)
    yield ""


def _row(term: Term) -> str:
    name = f"`{term.name}` {term.labels.get('en', '')}"
    retired = "Retired. " if term.retired else ""
    links = [f"{word} `{value}`" for word, values in (("⊂", term.above), ("of", term.domain), ("→", term.range))
             for value in values]  # fmt: skip
    links += [f"{m.split(' ')[0]} `{m.split(' ')[1]}`" for m in term.matches]
    cells = (
        name,
        f"{term.labels.get('fi', '')} · {term.labels.get('sv', '')}",
        retired + term.definition,
        ", ".join(links),
    )
    return "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |"
