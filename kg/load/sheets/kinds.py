"""The kinds of actors and plans that a cell may name, and the classes that a reference may point to."""

from collections.abc import Mapping

from kg.rdf import Iri
from kg.sources.sheets import fold
from kg.terms import KG


def _classes(*names: str) -> frozenset[Iri]:
    return frozenset(Iri(KG[n]) for n in names)


ACTOR_KINDS: Mapping[str, tuple[str, str, Iri]] = {
    "body": ("toimielin", "organ", Iri(KG.Body)),
    "agency": ("virasto", "ämbetsverk", Iri(KG.Agency)),
    "unit": ("yksikkö", "enhet", Iri(KG.Unit)),
    "post": ("virka", "tjänst", Iri(KG.Post)),
    "group": ("ryhmä", "grupp", Iri(KG.Group)),
    "municipality": ("kunta", "kommun", Iri(KG.Municipality)),
    "joint authority": ("kuntayhtymä", "samkommun", Iri(KG.JointAuthority)),
    "wellbeing services county": ("hyvinvointialue", "välfärdsområde", Iri(KG.WellbeingServicesCounty)),
    "state authority": ("valtion viranomainen", "statlig myndighet", Iri(KG.StateAuthority)),
    "police": ("poliisi", "polis", Iri(KG.Police)),
    "rescue department": ("pelastuslaitos", "räddningsverk", Iri(KG.RescueDepartment)),
    "association": ("järjestö", "förening", Iri(KG.Association)),
    "parish": ("seurakunta", "församling", Iri(KG.Parish)),
    "company": ("yritys", "företag", Iri(KG.Company)),
    "project": ("hanke", "projekt", Iri(KG.Project)),
    "foreign state": ("vieras valtio", "främmande stat", Iri(KG.ForeignState)),
    "organisation": ("organisaatio", "organisation", Iri(KG.Organisation)),
    "residents": ("asukkaat", "invånare", Iri(KG.Residents)),
}
"""English word (the kind) → Finnish word, Swedish word, class."""

PLAN_KINDS: Mapping[str, tuple[str, str, Iri]] = {
    "act": ("laki", "lag", Iri(KG.Act)),
    "decision": ("päätös", "beslut", Iri(KG.Decision)),
    "rule": ("sääntö", "stadga", Iri(KG.Rule)),
    "programme": ("ohjelma", "program", Iri(KG.Programme)),
    "strategy": ("strategia", "strategi", Iri(KG.Strategy)),
    "plan": ("suunnitelma", "plan", Iri(KG.Plan)),
    "action programme": ("toimenpideohjelma", "åtgärdsprogram", Iri(KG.ActionProgramme)),
    "guideline": ("ohje", "anvisning", Iri(KG.Guideline)),
    "principles": ("periaatteet", "principer", Iri(KG.Principles)),
}

KINDS = {"actor kinds": ACTOR_KINDS, "plan kinds": PLAN_KINDS}

ACTORS = frozenset(c for _, _, c in ACTOR_KINDS.values()) | _classes(
    "Actor", "Organisation", "Project", "Network", "ActorCategory"
)
INSTRUMENTS = frozenset(c for _, _, c in PLAN_KINDS.values()) | _classes("Instrument", "Provision", "Report")
_TYPES = _classes("InstrumentType", "PlanType", "SafetyPlanType", "ProgrammeType")
_REST = _classes(
    "Task", "Tool", "Service", "Meeting", "Situation", "Period", "MeasureType", "NetworkType", "AreaType", "Area",
    "PopulationGroup", "Statement", "Responsibility", "Description",
)  # fmt: skip

DOMAINS: Mapping[str, tuple[frozenset[Iri], ...]] = {
    "actor": (ACTORS - _classes("ActorCategory"), _classes("ActorCategory")),
    "area": (_classes("Area"),),
    "theme": (_classes("Theme"),),
    "population group": (_classes("PopulationGroup"),),
    "plan": (INSTRUMENTS, _TYPES),
    "basis": (INSTRUMENTS, _TYPES | _REST),
    "object": (INSTRUMENTS | ACTORS | _classes("Measure", "Theme"), _TYPES | _REST),
    "document": (_classes("SourceDocument"),),
    "task": (_classes("Task"),),
    "network": (_classes("Network"),),
    "measure": (_classes("Measure"),),
    "statement": (_classes("Statement", "Responsibility", "Description"),),
}
"""What a reference may name; a later set counts only where an earlier one has no match."""


def kind_class(of: str, word: str) -> Iri | None:
    """The class that a word for a kind names, in any of the three languages."""
    wanted = fold(word)
    return next((c for en, (fi, sv, c) in KINDS[of].items() if wanted in (en, fi, sv)), None)


def kind_word(of: str, class_: Iri, lang: str) -> str | None:
    """The word for a class of things, as a cell holds it."""
    return next(
        ({"fi": fi, "sv": sv}.get(lang, en) for en, (fi, sv, c) in KINDS[of].items() if c == class_),
        None,
    )


def kind_path(class_: Iri) -> str:
    """The type in the IRI of a new thing of this class: `rescue-department`."""
    for kinds in KINDS.values():
        for en, (_, _, known) in kinds.items():
            if known == class_:
                return en.replace(" ", "-")
    return "organisation"
