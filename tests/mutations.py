"""Mistakes made from the model, each planted alone into a small graph without a fault (`mutations.ttl`).

For each property: a thing of a wrong kind, a text for a thing, a value of a wrong type, none, two. For each kind: a
second one that it cannot be. For each order: a circle of two and of three. And what people get wrong about duties
and days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.rdf import XSD, Iri, Lit, Term
from kg.store import EmbeddedStore

FILE = Path(__file__).with_suffix(".ttl")
ID = "https://w3id.org/vastuuverkko/id/koe/"
KG = "https://w3id.org/vastuuverkko/ns/"
VOCAB = "https://w3id.org/vastuuverkko/vocab/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
WITHIN = "http://www.opengis.net/ont/geosparql#sfWithin"

Triple = tuple[str, str, Term]

ANYTHING = {
    KG + name
    for name in ("object", "subject", "affects", "heeds", "byMeans", "inDraftingOf", "place", "party", "excuses")
}
"""Properties that may tie anything with a name: only a text or a nameless thing is wrong there."""

ABSENT_IS_FINE = {KG + name for name in ("openList", "example", "mandatory")}
STRANGERS = {
    "actor": ID + "unit/tiimi",
    "document": ID + "programme/ohjelma",
    "area": ID + "area/osa",
    "statement": ID + "statement/kuvaus",
    "theme": ID + "theme/liikenne",
}
"""A thing of each kind, to stand where another kind belongs."""

KINDS = {
    "actor": "unit post agency body group network municipality association company state-authority rescue-department "
    "residents actor-category",
    "document": "act provision rule decision strategy programme plan guideline report",
    "area": "area",
    "statement": "statement",
    "theme": "theme",
}
REQUIRED = {
    "statement/seuranta": "bearerStatus role object bearer modality evidence",
    "statement/toisto": "repeatKind",
    "counterpart/C1": "party counterpartRole",
    "provision/pykala": DCTERMS + "isPartOf",
    "network/V1": "area theme meetingsPerYear hoursPerMeeting",
    "measure/T1": f"inPlan responsible {SKOS}prefLabel",
    "evidence/E1": f"{OA}hasSource {OA}hasSelector",
    "evidence/E1/quote": OA + "exact",
    "evidence/E1/position": f"{OA}start {OA}end",
    "sentence/P1": "sourceText traceStatus",
    "sentence/P2": "reason",
    "exception/P1": f"excuses requirement reason validFrom {DCTERMS}source",
    "source/G1": f"{DCTERMS}title {DCTERMS}rights",
    "theme/liikenne": f"{SKOS}inScheme {SKOS}prefLabel",
    "area/osa": f"areaLevel {SKOS}prefLabel",
    "population-group/lapset": f"{SKOS}inScheme {SKOS}broader",
    "unit/osasto": SKOS + "prefLabel",
    "plan/suunnitelma": SKOS + "prefLabel",
    "plan-type/tyyppi": SKOS + "prefLabel",
}
ORDERS = {
    KG + "partOf": ("municipality/koe", "agency/kanslia", "unit/osasto"),
    KG + "basedOn": ("strategy/strategia", "programme/ohjelma", "plan/suunnitelma"),
    KG + "replaces": ("plan/vanha-suunnitelma", "plan/suunnitelma", "programme/ohjelma"),
    KG + "derivesFrom": ("statement/laki", "statement/saanto", "statement/seuranta"),
    KG + "repeats": ("statement/seuranta", "statement/toisto", "statement/saanto"),
    DCTERMS + "isPartOf": ("provision/pykala", "provision/momentti", "provision/kohta"),
    SKOS + "broader": ("population-group/nuoret", "population-group/lapset", "population-group/vauvat"),
    WITHIN: ("area/piiri", "area/osa", "area/kortteli"),
}
SECOND_KINDS = [
    ("unit/tiimi", "Agency Post Area Theme Plan Network"),
    ("agency/kanslia", "Body Unit Group Act"),
    ("body/hallitus", "Network Agency Company Post"),
    ("group/ryhma", "Network Body Unit"),
    ("network/V1", "Body Group NetworkType Area"),
    ("post/johtaja", "Unit Body Programme"),
    ("company/yhtio", "Association StateAuthority"),
    ("association/yhdistys", "Company Body"),
    ("residents/asukkaat", "Agency ActorCategory"),
    ("actor-category/virastot", "Agency Unit"),
    ("act/laki", "Plan Rule Body Programme"),
    ("programme/ohjelma", "Plan Strategy Unit"),
    ("plan/suunnitelma", "Programme SafetyPlanType Measure Agency"),
    ("rule/saanto", "Act Decision"),
    ("decision/paatos", "Report Provision"),
    ("plan-type/tyyppi", "Plan Area"),
    ("theme/liikenne", "Unit Area Programme"),
    ("area/osa", "Unit Plan Measure"),
    ("measure/T1", "Plan Responsibility"),
    ("statement/seuranta", "Description Plan Agency"),
    ("statement/kuvaus", "Responsibility Unit"),
    ("counterpart/C1", "Statement Unit"),
]


@dataclass(frozen=True)
class Mutation:
    """One mistake: what it is, and the triples it takes away and adds."""

    name: str
    removed: tuple[Triple, ...] = ()
    added: tuple[Triple, ...] = ()

    def triples(self) -> list[Triple]:
        """The whole graph with the mistake in it."""
        return [t for t in base() if t not in self.removed] + list(self.added)


@cache
def base() -> tuple[Triple, ...]:
    """The graph without a fault."""
    store = EmbeddedStore()
    store.load_file(FILE, "https://w3id.org/vastuuverkko/graph/koe/kanta")
    return tuple((str(s), str(p), o) for s, p, o, _ in store.quads("https://w3id.org/vastuuverkko/graph/koe/kanta"))


def mutations() -> list[Mutation]:
    """Every mistake, each name once."""
    makers = (_wrong_kind, _text_for_thing, _wrong_concept, _wrong_value, _out_of_range, _swapped, _missing, _twice)
    found = [m for make in makers for m in make()]
    found += [*_circles(), *_second_kinds(), *_duties(), *_days(), *_others()]
    return list({m.name: m for m in found}.values())


def _first_of_each() -> list[Triple]:
    """One triple for each property and kind of subject."""
    seen: dict[tuple[str, str], Triple] = {}
    for s, p, o in sorted(base(), key=str):
        seen.setdefault((s.removeprefix(ID).split("/")[0], p), (s, p, o))
    return [t for t in seen.values() if t[1] != TYPE]


def _kind(iri: str) -> str | None:
    folder = iri.removeprefix(ID).split("/")[0]
    return next((kind for kind, folders in KINDS.items() if folder in folders.split()), None)


def _short(iri: str) -> str:
    return iri.removeprefix(ID).removeprefix(KG).removeprefix(VOCAB).rsplit("#")[-1]


def _put(name: str, old: Triple, new: Term) -> Mutation:
    return Mutation(f"{name}: {_short(old[0])} {_short(old[1])} {_short(str(new))}", (old,), ((old[0], old[1], new),))


def _wrong_kind() -> Iterator[Mutation]:
    for s, p, o in _first_of_each():
        if isinstance(o, Lit) or o.startswith(VOCAB) or p in ANYTHING or p == SKOS + "inScheme":
            continue
        right = _kind(o)
        strangers = [iri for kind, iri in STRANGERS.items() if kind != right]
        for stranger in strangers[:2]:
            if (s, p) != (stranger, p) and not (p == KG + "concerns" and stranger != STRANGERS["actor"]):
                yield _put("wrong kind", (s, p, o), Iri(stranger))


def _text_for_thing() -> Iterator[Mutation]:
    for s, p, o in _first_of_each():
        if not isinstance(o, Lit) and p != SKOS + "inScheme":
            yield _put("text for a thing", (s, p, o), Lit("osasto", lang="fi"))


def _wrong_concept() -> Iterator[Mutation]:
    """A concept of another vocabulary, and one that no vocabulary has."""
    for s, p, o in _first_of_each():
        if not isinstance(o, Lit) and o.startswith(VOCAB) and p != SKOS + "broader":
            other = "rhythm/once" if "/levels/" in o or "/modality/" in o else "levels/city"
            yield _put("concept of another vocabulary", (s, p, o), Iri(VOCAB + other))
            yield _put("no such concept", (s, p, o), Iri(o + "x"))


def _wrong_value() -> Iterator[Mutation]:
    for s, p, o in _first_of_each():
        if isinstance(o, Lit) and o.datatype in {XSD + n for n in ("date", "integer", "decimal", "boolean")}:
            yield _put("text for a value", (s, p, o), Lit("pian"))
            yield _put("value of another type", (s, p, o), Lit("2024-13-45", datatype=XSD + "date"))


def _out_of_range() -> Iterator[Mutation]:
    for s, p, o in _first_of_each():
        if isinstance(o, Lit) and o.datatype in {XSD + n for n in ("integer", "decimal")}:
            yield _put("below zero", (s, p, o), Lit("-3", datatype=o.datatype))


def _swapped() -> Iterator[Mutation]:
    dated = {s: o for s, p, o in base() if p == KG + "validUntil"}
    for s, p, o in base():
        if p == KG + "validFrom" and s in dated:
            until = dated[s]
            old = ((s, p, o), (s, KG + "validUntil", until))
            yield Mutation(f"dates swapped: {_short(s)}", old, ((s, p, until), (s, KG + "validUntil", o)))


def _missing() -> Iterator[Mutation]:
    for thing, names in REQUIRED.items():
        for name in names.split():
            path = name if ":" in name else KG + name
            lost = tuple(t for t in base() if t[0] == ID + thing and t[1] == path)
            assert lost, f"{thing} has no {name}"
            yield Mutation(f"missing: {thing} {_short(path)}", lost)


def _twice() -> Iterator[Mutation]:
    """A second value where there is one."""
    seuranta, network, one = ID + "statement/seuranta", ID + "network/V1", VOCAB
    yield _add("two values", (seuranta, KG + "modality", Iri(one + "modality/may")))
    yield _add("two values", (seuranta, KG + "force", Iri(one + "force/plan")))
    yield _add("two values", (seuranta, KG + "level", Iri(one + "levels/national")))
    yield _add("two values", (seuranta, KG + "role", Iri(one + "roles/steers")))
    yield _add("two values", (seuranta, KG + "bearerStatus", Iri(one + "bearer-status/implied")))
    yield _add("two values", (network, KG + "coordinator", Iri(ID + "unit/tiimi")))
    yield _add("two values", (network, KG + "meetingsPerYear", Lit("6", datatype=XSD + "integer")))
    yield _add("two values", (network, KG + "validUntil", Lit("2031-01-01", datatype=XSD + "date")))
    yield _add("two values", (ID + "area/osa", KG + "areaLevel", Iri(one + "area-levels/district")))
    yield _add("two values", (ID + "evidence/E1", OA + "hasSource", Iri(ID + "document/toinen")))
    yield _add("two values", (ID + "unit/osasto", SKOS + "prefLabel", Lit("toinen", lang="fi")))
    yield _add("two values", (ID + "statement/toisto", KG + "repeatKind", Iri(one + "repeat-kinds/altered")))


def _add(name: str, *added: Triple) -> Mutation:
    s, p, o = added[0]
    return Mutation(f"{name}: {_short(s)} {_short(p)} {_short(str(o))}", (), added)


def _circles() -> Iterator[Mutation]:
    for path, (first, second, third) in ORDERS.items():
        a, b, c = (ID + name for name in (first, second, third))
        there = ((b, path, Iri(a)),)
        yield Mutation(f"circle of two: {_short(path)}", (), (*there, (a, path, Iri(b))))
        yield Mutation(f"circle of three: {_short(path)}", (), (*there, (c, path, Iri(b)), (a, path, Iri(c))))
        yield Mutation(f"tied to itself: {_short(path)}", (), ((a, path, Iri(a)),))


def _second_kinds() -> Iterator[Mutation]:
    for thing, kinds in SECOND_KINDS:
        for kind in kinds.split():
            yield _add("a second kind", (ID + thing, TYPE, Iri(KG + kind)))


def _changed(name: str, thing: str, **values: str | Lit) -> Mutation:
    """The thing with other values of some properties."""
    paths = {KG + p for p in values}
    old = tuple(t for t in base() if t[0] == ID + thing and t[1] in paths)
    new = tuple((ID + thing, KG + p, o if isinstance(o, Lit) else Iri(o)) for p, o in values.items())
    return Mutation(name, old, new)


def _duties() -> Iterator[Mutation]:
    concept = VOCAB
    duty = [
        t for t in base() if t[0] == ID + "statement/seuranta" and t[1] not in (KG + "modality", KG + "hasCounterpart")
    ]
    for weak in ("may", "right"):
        copy = [(ID + "statement/toinen", p, o) for _, p, o in duty]
        copy.append((ID + "statement/toinen", KG + "modality", Iri(f"{concept}modality/{weak}")))
        yield Mutation(f"must and {weak} at once", (), tuple(copy))
    yield _changed("a document bears a duty", "statement/seuranta", bearer=ID + "plan/suunnitelma")
    yield _changed("a theme bears a duty", "statement/seuranta", bearer=ID + "theme/liikenne")
    yield _changed("an area bears a duty", "statement/seuranta", bearer=ID + "area/osa")
    yield _changed("absent with a bearer", "statement/seuranta", bearerStatus=concept + "bearer-status/absent")
    yield _changed("stated without a bearer", "statement/toiminta", bearerStatus=concept + "bearer-status/stated")
    yield _changed("a description that obliges", "statement/kuvaus", modality=concept + "modality/must")
    yield _changed("a duty that only describes", "statement/seuranta", modality=concept + "modality/describes")
    yield _changed("statute force on a rule", "statement/saanto", force=concept + "force/statute")
    yield _changed("statute force on a decision", "statement/seuranta", force=concept + "force/statute")
    yield _changed("attribution by custom", "statement/laki", force=concept + "force/custom")
    yield _changed("attribution by a rule", "statement/saanto", competenceStep=concept + "competence-steps/attribution")
    yield _changed("word for word, but weaker", "statement/toisto", modality=concept + "modality/should")
    yield _changed("the basis is a thing of the work", "statement/seuranta", basis=ID + "meeting/kokous")
    quote = next(t for t in base() if t[0] == ID + "evidence/E1/quote" and t[1] == OA + "exact")
    yield _put("weak words as a must", quote, Lit("Osasto voidaan määrätä seuraamaan.", lang="fi"))
    yield Mutation(
        "conflict on one side only", ((ID + "statement/saanto", KG + "conflictsWith", Iri(ID + "statement/toiminta")),)
    )
    yield _add("a group in itself", (ID + "group/ryhma", KG + "hasMember", Iri(ID + "group/ryhma")))
    yield _add(
        "a category that means a category",
        (ID + "actor-category/virastot", KG + "resolvesTo", Iri(ID + "network-type/verkostotyyppi")),
    )
    yield _add("a post that heads two bodies", (ID + "post/johtaja", KG + "heads", Iri(ID + "body/hallitus")))


def _days() -> Iterator[Mutation]:
    def day(text: str) -> Lit:
        return Lit(text, datatype=XSD + "date")

    yield _changed("valid before decided", "plan/suunnitelma", decidedOn=day("2020-12-01"))
    yield _changed("two plans of one type at once", "plan/vanha-suunnitelma", validUntil=day("2021-12-31"))
    yield _changed(
        "the new begins before the old",
        "plan/vanha-suunnitelma",
        validFrom=day("2020-06-01"),
        validUntil=day("2020-12-31"),
    )
    outlived = _changed("", "statement/laki", validFrom=day("2011-01-01"), validUntil=day("2030-12-31"))
    yield Mutation("a statement outlives its act", outlived.removed, outlived.added)
    open_ended = _changed("", "statement/laki", validFrom=day("2011-01-01"), basis=ID + "act/vanha-laki")
    yield Mutation("a statement without an end under a repealed act", open_ended.removed, open_ended.added)
    early = _changed("", "statement/laki", validFrom=day("2001-01-01"), validUntil=day("2020-01-01"))
    yield Mutation("a statement before its act", early.removed, early.added)
    yield _add(
        "an end that is known and unknown",
        (ID + "plan/suunnitelma", KG + "endUnknown", Lit("true", datatype=XSD + "boolean")),
    )


def _others() -> Iterator[Mutation]:
    yield _add(
        "a label in a language we do not speak", (ID + "unit/osasto", SKOS + "prefLabel", Lit("Abteilung", lang="de"))
    )
    yield _add("a level below its own", (ID + "area/piiri", WITHIN, Iri(ID + "area/osa")))
    yield _changed("a file name with a path", "document/lahde", heldText=Lit("../salainen.txt"))
    position = next(t for t in base() if t[0] == ID + "evidence/E1/position" and t[1] == OA + "end")
    yield _put("a quote that ends before it starts", position, Lit("5", datatype=XSD + "integer"))
    label = next(t for t in base() if t[0] == ID + "unit/osasto" and t[1] == SKOS + "prefLabel")
    yield _put("an empty name", label, Lit(" ", lang="fi"))
