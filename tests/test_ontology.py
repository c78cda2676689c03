"""The ontology keeps its own style, says true things of itself, and its entry point reaches every file."""

import json
import re

import pytest
import rdflib
from rdflib import RDF, URIRef
from rdflib.namespace import DCTERMS, OWL, RDFS, SKOS, XSD

from kg.check import check_shapes, reference
from kg.check.graphs import shapes_graph
from kg.rdf import Iri
from kg.resources import ONTOLOGY, SHAPES
from kg.store import Context, Data, EmbeddedStore
from kg.terms import BASE, KG

FILES = [*sorted(ONTOLOGY.glob("*.ttl")), *sorted(ONTOLOGY.glob("vocabularies/*.ttl"))]
ALIGNMENTS = sorted(ONTOLOGY.glob("alignments/*.ttl"))
STYLE = shapes_graph([ONTOLOGY / "prefixes.ttl", SHAPES / "ontology-style.ttl"])
APART = {f"{BASE}ontology", f"{BASE}ontology/prefixes"}
"""The entry point itself, and the prefix table, which only SHACL reads."""

TERM = """
@prefix : <https://w3id.org/vastuuverkko/ns/> .
@prefix bibo: <http://purl.org/ontology/bibo/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vann: <http://purl.org/vocab/vann/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:module> a owl:Ontology ; dcterms:title "Osa"@fi , "Del"@sv , "Part"@en ;
    dcterms:description "Kujat."@fi , "Gränder."@sv , "Alleys."@en ; dcterms:creator <urn:us> ; dcterms:publisher <urn:us> ;
    dcterms:license <urn:terms> ; dcterms:created "2026-01-01"^^xsd:date ; dcterms:issued "2026-01-02"^^xsd:date ;
    dcterms:modified "2026-01-03"^^xsd:date ; vann:preferredNamespacePrefix "x" ; vann:preferredNamespaceUri "urn:x/" ;
    dcterms:bibliographicCitation "Alleys, 2026." ; bibo:status <urn:draft> ; owl:versionInfo "1.0.0" ; owl:versionIRI <urn:module/1> .
:Alley a owl:Class ; skos:notation "alley" ; rdfs:isDefinedBy <urn:module> ;
    skos:prefLabel "kuja"@fi , "gränd"@sv , "alley"@en ;
    skos:definition "Kapea katu."@fi , "En smal gata."@sv , "A narrow street."@en .
:leadsTo a owl:ObjectProperty ; rdfs:isDefinedBy <urn:module> ;
    skos:prefLabel "johtaa"@fi , "leder till"@sv , "leads to"@en ;
    skos:definition "Kujan suhde sen päähän."@fi , "Grändens förhållande till sitt slut."@sv , "The relation of an alley to its end."@en .
<urn:widths> a skos:ConceptScheme ; rdfs:isDefinedBy <urn:module> ;
    skos:prefLabel "Leveydet"@fi , "Bredder"@sv , "Widths"@en ;
    skos:definition "Kuinka leveä."@fi , "Hur bred."@sv , "How wide."@en ;
    skos:hasTopConcept <urn:widths/very-narrow> , <urn:widths/wide> ; dcterms:creator <urn:we> ; dcterms:publisher <urn:we> ;
    dcterms:license <urn:rules> ; dcterms:created "2025-01-01"^^xsd:date ; dcterms:issued "2025-01-02"^^xsd:date ;
    dcterms:modified "2025-01-03"^^xsd:date ; owl:versionInfo "0.9.0" .
<urn:widths/very-narrow> a skos:Concept ; skos:notation "very narrow" ; skos:inScheme <urn:widths> ; rdfs:isDefinedBy <urn:module> ;
    skos:prefLabel "ahdas"@fi , "trång"@sv , "very narrow"@en ;
    skos:definition "Yhden levyinen."@fi , "En mans bredd."@sv , "As wide as one."@en .
<urn:widths/wide> a skos:Concept ; skos:notation "wide" ; skos:inScheme <urn:widths> ; rdfs:isDefinedBy <urn:module> ;
    skos:prefLabel "leveä"@fi , "bred"@sv , "wide"@en ;
    skos:definition "Monen levyinen."@fi , "Flera mäns bredd."@sv , "As wide as many."@en .
<urn:widths/passable> a skos:Collection ; skos:member <urn:widths/wide> ;
    skos:prefLabel "ajettavat"@fi , "körbara"@sv , "passable"@en .
"""  # noqa: E501
FLAWS = [
    ("TermShape-label", '"gränd"@sv , ', ""),
    ("TermShape-labelCase", '"alley"@en ;\n', '"Alley"@en ;\n'),
    ("TermShape-definition", '"En smal gata."@sv , ', ""),
    ("TermShape-sentence", "A narrow street.", "A narrow street"),
    ("TermShape-sentence", "A narrow street.", "A street. It is narrow."),
    ("TermShape-definedBy", '"alley" ; rdfs:isDefinedBy <urn:module>', '"alley"'),
    ("TermShape-noComment", ':leadsTo a', ':leadsTo rdfs:comment "…" ; a'),
    ("TermShape-noPlainLabel", ':leadsTo a', ':leadsTo rdfs:label "…" ; a'),
    ("ClassShape", ":Alley", ":alley"),
    ("ClassShape-notation", 'skos:notation "alley" ; ', ""),
    ("ClassShape-notation", 'skos:notation "alley"', 'skos:notation "Alley"'),
    ("PropertyTermShape", ":leadsTo", ":LeadsTo"),
    ("ConceptShape-label", '"trång"@sv , ', ""),
    ("ConceptShape-definition", '"En mans bredd."@sv , ', ""),
    ("ConceptShape-definition", "As wide as one.", "As wide as one"),
    ("ConceptShape-scheme", '"very narrow" ; skos:inScheme <urn:widths>', '"very narrow"'),
    ("ConceptShape-notation", 'skos:notation "very narrow" ; ', ""),
    ("ConceptShape-strength", "urn:widths", "urn:width/roles"),
    ("ConceptShape-iri", "<urn:widths/very-narrow>", "<urn:widths/narrow>"),
    ("ConceptShape-ownLabel", '"leveä"@fi', '"ahdas"@fi'),
    ("ConceptShape-definedBy", '"very narrow" ; skos:inScheme <urn:widths> ; rdfs:isDefinedBy <urn:module>',
     '"very narrow" ; skos:inScheme <urn:widths>'),
    ("SchemeShape-label", '"Bredder"@sv , ', ""),
    ("SchemeShape-definition", '"Hur bred."@sv , ', ""),
    ("SchemeShape-concepts", "<urn:widths/very-narrow> a",
     '<urn:empty> a skos:ConceptScheme ; rdfs:isDefinedBy <urn:module> ; '
     'skos:prefLabel "Tyhjä"@fi , "Tom"@sv , "Empty"@en ; skos:definition "Ei mitään."@fi , '
     '"Ingenting."@sv , "Nothing."@en ; skos:hasTopConcept <urn:widths/wide> ; '
     'dcterms:creator <urn:we> ; dcterms:publisher <urn:we> ; dcterms:license <urn:rules> ; '
     'dcterms:created "2025-01-01"^^xsd:date ; dcterms:issued "2025-01-01"^^xsd:date ; '
     'dcterms:modified "2025-01-01"^^xsd:date ; owl:versionInfo "0.9.0" . <urn:widths/very-narrow> a'),
    ("SchemeShape-definedBy", "skos:ConceptScheme ; rdfs:isDefinedBy <urn:module>", "skos:ConceptScheme"),
    ("CollectionShape-label", '"körbara"@sv , ', ""),
    ("CollectionShape-member", "skos:member <urn:widths/wide>", "skos:member <urn:module>"),
    ("SchemeShape-topConcept", "skos:hasTopConcept <urn:widths/very-narrow> , <urn:widths/wide> ; ", ""),
    ("SchemeShape-creator", "dcterms:creator <urn:we>", 'dcterms:creator "me"'),
    ("SchemeShape-publisher", "dcterms:publisher <urn:we> ;", ""),
    ("SchemeShape-license", "dcterms:license <urn:rules> ;", ""),
    ("SchemeShape-created", 'dcterms:created "2025-01-01"^^xsd:date ;', ""),
    ("SchemeShape-issued", 'dcterms:issued "2025-01-02"^^xsd:date ;', ""),
    ("SchemeShape-modified", '"2025-01-03"^^xsd:date', '"lately"'),
    ("SchemeShape-versionInfo", '"0.9.0"', '"newest"'),
    ("ModuleShape-title", '"Del"@sv , ', ""),
    ("ModuleShape-description", '"Gränder."@sv , ', ""),
    ("ModuleShape-creator", "dcterms:creator <urn:us>", 'dcterms:creator "me"'),
    ("ModuleShape-publisher", "dcterms:publisher <urn:us> ;", ""),
    ("ModuleShape-license", "dcterms:license <urn:terms> ;", ""),
    ("ModuleShape-created", 'dcterms:created "2026-01-01"^^xsd:date ;', ""),
    ("ModuleShape-issued", 'dcterms:issued "2026-01-02"^^xsd:date ;', ""),
    ("ModuleShape-modified", '"2026-01-03"^^xsd:date', '"lately"'),
    ("ModuleShape-versionInfo", '"1.0.0"', '"newest"'),
    ("ModuleShape-versionIRI", " ; owl:versionIRI <urn:module/1>", ""),
    ("ModuleShape-prefix", 'vann:preferredNamespacePrefix "x" ;', ""),
    ("ModuleShape-namespace", '"urn:x/"', '"urn:x"'),
    ("ModuleShape-citation", 'dcterms:bibliographicCitation "Alleys, 2026." ;', ""),
    ("ModuleShape-status", "bibo:status <urn:draft> ;", ""),
]  # fmt: skip


def test_every_term_and_concept_keeps_the_style() -> None:
    """Of the alignments only the headers: outside terms are named there, not defined."""
    store = EmbeddedStore()
    for path in FILES:
        store.load_file(path, f"{BASE}graph/shared/ontology")
    for path in ALIGNMENTS:
        aligned = EmbeddedStore()
        aligned.load_file(path, "urn:g")
        store.extend((s, p, o, Iri(f"{BASE}graph/shared/ontology"))
                     for s, p, o, _ in aligned.quads("urn:g") if s.startswith(f"{BASE}ontology/"))  # fmt: skip
    store.merge([f"{BASE}graph/shared/ontology"])
    data = Data(store, "koe", (f"{BASE}graph/shared/ontology",), Context())
    found = {(str(f.focus), f.shape) for f in check_shapes(data, STYLE).results}
    exemptions = rdflib.Graph().parse(ONTOLOGY / "exemptions.ttl")
    exempt = {(str(exemptions.value(e, DCTERMS.subject)), str(exemptions.value(e, DCTERMS.references)))
              for e in exemptions.subjects(DCTERMS.subject, None)}  # fmt: skip
    assert found == exempt
    assert all(exemptions.value(e, DCTERMS.description) for e in exemptions.subjects(DCTERMS.subject, None))


def fired(text: str) -> set[str]:
    found = reference.validate(rdflib.Graph().parse(data=text, format="turtle"), STYLE)
    return {f.shape.rsplit("/", 1)[1] for f in found}


def test_a_term_in_style_passes() -> None:
    assert fired(TERM) == set()


@pytest.mark.parametrize(("shape", "before", "after"), FLAWS)
def test_a_break_of_style_is_found(shape: str, before: str, after: str) -> None:
    assert before in TERM
    assert fired(TERM.replace(before, after)) == {shape}


def test_every_style_rule_has_a_flaw_that_it_finds() -> None:
    rules = {str(s).rsplit("/", 1)[1] for s in STYLE.subjects(RDF.type, rdflib.SH.PropertyShape)}
    assert rules <= {shape for shape, _, _ in FLAWS}


def test_the_entry_point_imports_every_file() -> None:
    entry = rdflib.Graph().parse(ONTOLOGY / "vastuuverkko.ttl")
    imported = {str(o) for o in entry.objects(URIRef(f"{BASE}ontology"), OWL.imports)}
    there = {str(s) for p in [*FILES, *ONTOLOGY.glob("alignments/*.ttl")]
             for s in rdflib.Graph().parse(p).subjects(RDF.type, OWL.Ontology)}  # fmt: skip
    assert imported == there - APART


def test_every_file_is_of_one_version() -> None:
    """The number of the whole stands in every header, and each version has an IRI below its own."""
    graphs = [rdflib.Graph().parse(p) for p in [*FILES, *ALIGNMENTS]]
    headers = [(s, g) for g in graphs for s in g.subjects(RDF.type, OWL.Ontology)]
    assert len(headers) == len(FILES) + len(ALIGNMENTS) - 1  # exemptions.ttl has no header
    (number,) = {str(g.value(s, OWL.versionInfo)) for s, g in headers}
    assert {str(g.value(s, OWL.versionIRI)) for s, g in headers} == {f"{s}/{number}" for s, _ in headers}
    assert all(number in str(g.value(s, DCTERMS.bibliographicCitation)) for s, g in headers)
    assert all(g.value(s, DCTERMS.created) <= g.value(s, DCTERMS.modified) for s, g in headers)  # type: ignore[operator]
    schemes = [(s, g) for g in graphs for s in g.subjects(RDF.type, SKOS.ConceptScheme)]
    assert {str(g.value(s, OWL.versionInfo)) for s, g in schemes} == {number}


def test_top_concepts_are_said_both_ways() -> None:
    for path in sorted(ONTOLOGY.glob("vocabularies/*.ttl")):
        graph = rdflib.Graph().parse(path)
        down = {(s, o) for s, o in graph.subject_objects(SKOS.hasTopConcept)}
        up = {(o, s) for s, o in graph.subject_objects(SKOS.topConceptOf)}
        assert down == up, path.name
        if path.stem == "everyday-words":  # exempt: ontology/exemptions.ttl
            continue
        assert {c for _, c in down} == {
            c for c in graph.subjects(SKOS.inScheme, None) if (c, SKOS.broader, None) not in graph
        }, path.name


@pytest.fixture(scope="module")
def terms() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in [*FILES, *ONTOLOGY.glob("alignments/*.ttl")]:
        graph.parse(path)
    return graph


def test_the_json_ld_context_names_every_property(terms: rdflib.Graph) -> None:
    """By its own name, links as links and numbers and days as what their range says."""
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    ours = {p for kind in kinds for p in terms.subjects(RDF.type, kind) if str(p).startswith(KG.base)}
    assert len(ours) > 100
    for prop in ours:
        name = str(prop).removeprefix(KG.base)
        meaning = context.get(name)
        assert meaning, f"{name} is not in context.jsonld"
        full, shape = (meaning["@id"], meaning) if isinstance(meaning, dict) else (meaning, {})
        assert full == f"kg:{name}"
        if (prop, RDF.type, OWL.ObjectProperty) in terms:
            assert shape.get("@type") == "@id", name
        range_ = str(terms.value(prop, RDFS.range) or "")
        if range_.startswith(str(XSD)) and range_ != str(XSD.string):
            assert shape.get("@type") == f"xsd:{range_.removeprefix(str(XSD))}", name
    named = {(m["@id"] if isinstance(m, dict) else m) for k, m in context.items() if not k.startswith("@")}
    assert {n for n in named if n.startswith("kg:")} == {f"kg:{str(p).removeprefix(KG.base)}" for p in ours}


def test_domains_and_ranges_are_classes(terms: rdflib.Graph) -> None:
    ends = {o for p in (RDFS.domain, RDFS.range, RDFS.subClassOf) for o in terms.objects(None, p)}
    ours = {o for o in ends if str(o).startswith(BASE)}
    assert ours
    assert {o for o in ours if (o, RDF.type, OWL.Class) not in terms} == set()


def test_classes_form_no_circle(terms: rdflib.Graph) -> None:
    for start in terms.subjects(RDF.type, OWL.Class):
        above = set(terms.transitive_objects(start, RDFS.subClassOf)) - {start}
        assert all((a, RDFS.subClassOf, start) not in terms for a in above), start


KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
WITHOUT_ENDS = {"party", "ofType", "enteredText", "reason", "asOf", "validFrom", "validUntil", "decidedOn"}
"""Properties of many kinds of things with values of many kinds: a domain or range would be false of some use (P11)."""


def ours(terms: rdflib.Graph, *kinds: URIRef) -> set[URIRef]:
    found = {s for kind in kinds for s in terms.subjects(RDF.type, kind)}
    return {URIRef(str(s)) for s in found if str(s).startswith(KG.base)}


def local(term: object) -> str:
    return str(term).removeprefix(KG.base)


def test_every_class_is_connected(terms: rdflib.Graph) -> None:
    """Pitfall P04: by a class above or below it, a property to or from it, or a class that it is disjoint with."""
    links = (RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.disjointWith)
    connected = {t for p in links for s, o in terms.subject_objects(p) for t in (s, o)}
    connected |= {o for s in terms.objects(None, OWL.members) for o in terms.items(s)}
    assert {local(c) for c in ours(terms, OWL.Class) - connected} == set()


def test_every_term_is_annotated(terms: rdflib.Graph) -> None:
    """Pitfall P08."""
    for term in ours(terms, *KINDS):
        assert {o.language for o in terms.objects(term, SKOS.prefLabel)} == {"fi", "sv", "en"}, term  # type: ignore[attr-defined]


def test_properties_say_what_they_join_or_are_known_to_join_anything(terms: rdflib.Graph) -> None:
    """Pitfall P11."""
    bare = {local(p) for p in ours(terms, OWL.ObjectProperty, OWL.DatatypeProperty)
            if (p, RDFS.domain, None) not in terms and (p, RDFS.range, None) not in terms
            and (p, RDFS.subPropertyOf, None) not in terms}  # fmt: skip
    assert bare <= WITHOUT_ENDS
    assert all((p, RDFS.range, None) in terms or (p, RDFS.domain, None) in terms or local(p) in WITHOUT_ENDS
               or (p, RDFS.subPropertyOf, None) in terms
               for p in ours(terms, OWL.ObjectProperty))  # fmt: skip


def test_no_property_has_two_domains_or_ranges(terms: rdflib.Graph) -> None:
    """Pitfall P19: several would mean their intersection."""
    for prop in ours(terms, OWL.ObjectProperty, OWL.DatatypeProperty):
        for end in (RDFS.domain, RDFS.range):
            assert len(set(terms.objects(prop, end))) <= 1, prop


def test_no_definition_defines_a_term_by_itself(terms: rdflib.Graph) -> None:
    """Pitfall P24: what comes first in a definition, after an article or the actor of a role, is not the term."""
    words = r"^(an? |the |ett |en |den |det |toimija |aktören |the actor |asiakirja |dokumentet |the document )?"
    circular = []
    for term in (*ours(terms, *KINDS), *terms.subjects(RDF.type, SKOS.Concept)):
        for label in terms.objects(term, SKOS.prefLabel):
            for text in terms.objects(term, SKOS.definition):
                same = label.language == text.language  # type: ignore[attr-defined]
                if same and re.match(words + re.escape(str(label).casefold()) + r"\b", str(text).casefold()):
                    circular.append(f"{str(term).removeprefix(BASE)} {label}: {text}")
    assert circular == []


def test_no_address_holds_a_file_ending(terms: rdflib.Graph) -> None:
    """Pitfall P36."""
    addresses = {str(s) for s in terms.subjects() if str(s).startswith(BASE)}
    assert not [a for a in addresses if re.search(r"\.(ttl|rdf|owl|xml|n3|jsonld|html?)$", a)]


def test_two_terms_of_one_kind_have_no_label_in_common(terms: rdflib.Graph) -> None:
    """A class and a property may share a word («alue», «area»): where they stand tells them apart."""
    for kinds in ((OWL.Class,), (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)):
        seen: dict[object, URIRef] = {}
        for term in sorted(ours(terms, *kinds)):
            for label in terms.objects(term, SKOS.prefLabel):
                assert seen.setdefault(label, term) == term, f"{label} {term} {seen[label]}"


def test_no_property_is_its_own_ancestor_or_class_a_relation(terms: rdflib.Graph) -> None:
    """Pitfalls P06 and P05 apart: circles among properties, and a term that is class and property at once."""
    for prop in ours(terms, OWL.ObjectProperty, OWL.DatatypeProperty):
        assert prop not in set(terms.transitive_objects(prop, RDFS.subPropertyOf)) - {prop}
        assert all((a, RDFS.subPropertyOf, prop) not in terms for a in terms.objects(prop, RDFS.subPropertyOf))
    assert ours(terms, OWL.Class) & ours(terms, *KINDS[1:]) == set()


def test_a_rescue_department_is_no_state_authority(terms: rdflib.Graph) -> None:
    assert KG.StateAuthority not in set(terms.transitive_objects(KG.RescueDepartment, RDFS.subClassOf))


def test_negative_examples_say_that_they_are(terms: rdflib.Graph) -> None:
    examples = [o for o in terms.objects(None, rdflib.SKOS.example) if o.language == "en"]  # type: ignore[attr-defined]
    negative = [e for e in examples if re.match(r"Negative example: .", e)]
    assert negative
    assert not [e for e in examples if re.match(r"(?i)(not|no) ", e)]
