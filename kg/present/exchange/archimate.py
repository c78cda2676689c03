"""Ties as an ArchiMate 3 model in The Open Group's exchange format, for Archi and other tools of enterprise architects.

Bodies become business actors, posts business roles, groups and networks collaborations; instruments become courses of
action, constraints or representations. Every tie is a directed association named by its relation: the metamodel allows
it between any two elements, and a stronger relation would say more than the source.
"""

from collections.abc import Mapping
from hashlib import sha256
from xml.etree import ElementTree

from kg.messages import LANGUAGES, text
from kg.present.exchange.ties import Ties, facts_of, for_xml
from kg.read import Thing

MODEL = "http://www.opengroup.org/xsd/archimate/3.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = f"{MODEL} http://www.opengroup.org/xsd/archimate/3.1/archimate3_Model.xsd"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TYPES: Mapping[str, str] = {
    **dict.fromkeys(("post", "actor category"), "BusinessRole"),
    **dict.fromkeys(("group", "network", "meeting"), "BusinessCollaboration"),
    **dict.fromkeys(("act", "provision", "decision", "rule", "principles", "guideline"), "Constraint"),
    **dict.fromkeys(("plan", "programme", "strategy", "action programme"), "CourseOfAction"),
    **dict.fromkeys(("measure", "project"), "WorkPackage"),
    **dict.fromkeys(("document", "report"), "Representation"),
    **dict.fromkeys(("theme", "situation"), "Meaning"),
    **dict.fromkeys(("population group", "residents"), "Stakeholder"),
    "area": "Location",
    "service": "BusinessService",
    "task": "BusinessProcess",
    "period": "BusinessEvent",
}
ACTORS = frozenset(
    [
        *("actor", "organisation", "body", "agency", "municipality", "joint authority", "state authority", "police"),
        *("rescue department", "wellbeing services county", "association", "parish", "company", "unit"),
    ]
)


def element_type(thing: Thing) -> str:
    """The ArchiMate element that a thing becomes; a business object where nothing fits better."""
    return "BusinessActor" if thing.kind in ACTORS else TYPES.get(thing.kind, "BusinessObject")


def to_archimate(ties: Ties, lang: str) -> bytes:
    """The model; the IRI and all facts go along as properties."""
    ElementTree.register_namespace("", MODEL)
    ElementTree.register_namespace("xsi", XSI)
    model = ElementTree.Element(_tag("model"), {"identifier": _id("model", ties.municipality)})
    model.set(f"{{{XSI}}}schemaLocation", SCHEMA)
    _texts(model, "name", {lang: f"Vastuuverkko – {ties.municipality}"})
    if ties.example:
        _texts(model, "documentation", {lang: text("report.example", lang)})
    elements = ElementTree.SubElement(model, _tag("elements"))
    names = sorted(
        {n for t in ties.things for n in facts_of(t, lang)} | {n for t in ties.ties for n in t.facts} | {"iri"}
    )
    for thing in ties.things:
        facts = {"iri": thing.iri, **facts_of(thing, lang)}
        one = _typed(elements, "element", _id("e", thing.iri), element_type(thing))
        _texts(one, "name", {k: thing.labels[k] for k in LANGUAGES if k in thing.labels} or {lang: thing.name(lang)})
        _properties(one, facts, names)
    relationships = ElementTree.SubElement(model, _tag("relationships"))
    for number, tie in enumerate(ties.ties):
        one = _typed(relationships, "relationship", f"r{number}", "Association")
        one.attrib |= {"source": _id("e", tie.source), "target": _id("e", tie.target), "isDirected": "true"}
        _texts(one, "name", {lang: tie.relation})
        _properties(one, tie.facts, names)
    definitions = ElementTree.SubElement(model, _tag("propertyDefinitions"))
    for number, name in enumerate(names):
        attributes = {"identifier": f"p{number}", "type": "string"}
        _texts(ElementTree.SubElement(definitions, _tag("propertyDefinition"), attributes), "name", {"": name})
    ElementTree.indent(model, " ")
    written: bytes = ElementTree.tostring(model, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _tag(name: str) -> str:
    return f"{{{MODEL}}}{name}"


def _id(prefix: str, text: str) -> str:
    """An identifier as XML allows it, the same for the same text."""
    return f"{prefix}-{sha256(text.encode()).hexdigest()[:24]}"


def _typed(parent: ElementTree.Element, name: str, identifier: str, kind: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, _tag(name), {"identifier": identifier, f"{{{XSI}}}type": kind})


def _texts(parent: ElementTree.Element, name: str, texts: Mapping[str, str]) -> None:
    for lang, words in texts.items():
        ElementTree.SubElement(parent, _tag(name), {LANG: lang} if lang else {}).text = for_xml(words)


def _properties(parent: ElementTree.Element, facts: Mapping[str, str], names: list[str]) -> None:
    listed = ElementTree.SubElement(parent, _tag("properties"))
    for name, value in facts.items():
        one = ElementTree.SubElement(listed, _tag("property"), {"propertyDefinitionRef": f"p{names.index(name)}"})
        _texts(one, "value", {"": value})
