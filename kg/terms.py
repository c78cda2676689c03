"""Closed namespaces: the names of every term, so that a misspelt one raises instead of matching nothing.

`tests/test_terms.py` compares the lists below with `ontology/*.ttl` in both directions.
"""

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

BASE = "https://w3id.org/vastuuverkko/"
VOCAB = Namespace(BASE + "vocab/")
SHAPES = Namespace(BASE + "shapes/")
ID = Namespace(BASE + "id/")
GRAPH = Namespace(BASE + "graph/")

OA = Namespace("http://www.w3.org/ns/oa#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
WGS84 = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")


class KG(DefinedNamespace):
    """The terms of the ontology, one namespace for all modules."""

    _NS = Namespace(BASE + "ns/")
    _fail = True

    # actors
    Actor: URIRef
    Organisation: URIRef
    Body: URIRef
    Agency: URIRef
    Unit: URIRef
    Post: URIRef
    Group: URIRef
    Project: URIRef
    Municipality: URIRef
    JointAuthority: URIRef
    WellbeingServicesCounty: URIRef
    StateAuthority: URIRef
    Police: URIRef
    RescueDepartment: URIRef
    Association: URIRef
    Parish: URIRef
    Company: URIRef
    Residents: URIRef
    ActorCategory: URIRef
    partOf: URIRef
    postIn: URIRef
    heads: URIRef
    resolvesTo: URIRef
    categoryOf: URIRef
    hasMember: URIRef
    hasInvitee: URIRef
    hasChair: URIRef
    hasSecretariat: URIRef
    memberListIs: URIRef

    # responsibilities
    Statement: URIRef
    Responsibility: URIRef
    Description: URIRef
    Counterpart: URIRef
    Task: URIRef
    bearer: URIRef
    subject: URIRef
    bearerStatus: URIRef
    role: URIRef
    involves: URIRef
    object: URIRef
    affects: URIRef
    heeds: URIRef
    byMeans: URIRef
    inDraftingOf: URIRef
    place: URIRef
    occasion: URIRef
    hedge: URIRef
    condition: URIRef
    bearersAre: URIRef
    objectsAre: URIRef
    counterpartsAre: URIRef
    hasCounterpart: URIRef
    party: URIRef
    counterpartRole: URIRef
    basis: URIRef
    modality: URIRef
    force: URIRef
    level: URIRef
    rhythm: URIRef
    timing: URIRef
    action: URIRef
    repeats: URIRef
    repeatKind: URIRef
    conflictsWith: URIRef
    inTensionWith: URIRef
    openList: URIRef
    competenceStep: URIRef
    derivesFrom: URIRef
    validFrom: URIRef
    validUntil: URIRef
    endUnknown: URIRef

    # duties
    StatutoryDuty: URIRef
    BodyType: URIRef
    demands: URIRef
    subsection: URIRef
    notAppliedIn: URIRef
    startUnknown: URIRef

    # instruments
    Instrument: URIRef
    Act: URIRef
    Provision: URIRef
    Decision: URIRef
    Rule: URIRef
    Programme: URIRef
    Strategy: URIRef
    Plan: URIRef
    ActionProgramme: URIRef
    Guideline: URIRef
    Principles: URIRef
    Report: URIRef
    InstrumentType: URIRef
    PlanType: URIRef
    SafetyPlanType: URIRef
    ProgrammeType: URIRef
    Tool: URIRef
    Service: URIRef
    Meeting: URIRef
    Situation: URIRef
    Period: URIRef
    ofType: URIRef
    identifiedAs: URIRef
    basedOn: URIRef
    replaces: URIRef
    takesIntoAccount: URIRef
    approvedBy: URIRef
    decidedOn: URIRef
    concerns: URIRef
    numberOfMeasures: URIRef

    # networks
    Network: URIRef
    NetworkType: URIRef
    area: URIRef
    populationGroup: URIRef
    theme: URIRef
    coordinator: URIRef
    meetingsPerYear: URIRef
    hoursPerMeeting: URIRef
    mandatory: URIRef

    # measures
    Measure: URIRef
    MeasureType: URIRef
    inPlan: URIRef
    responsible: URIRef
    participant: URIRef
    deadline: URIRef
    indicator: URIRef
    status: URIRef

    # places
    Area: URIRef
    AreaType: URIRef
    areaLevel: URIRef

    # themes and people
    Theme: URIRef
    PopulationGroup: URIRef

    # evidence
    SourceDocument: URIRef
    SourceGraph: URIRef
    Quotation: URIRef
    Sentence: URIRef
    evidence: URIRef
    chapter: URIRef
    sentence: URIRef
    traceStatus: URIRef
    reason: URIRef
    sourceText: URIRef
    heldText: URIRef
    confidence: URIRef
    enteredText: URIRef

    # records that requirements need, and findings that are excused
    Invitation: URIRef
    Budget: URIRef
    ActionPlanRecord: URIRef
    AreaEmphasis: URIRef
    MeetingRecord: URIRef
    FocusArea: URIRef
    PlanningPeriod: URIRef
    RapidReactionCase: URIRef
    CouncilTerm: URIRef
    Exception: URIRef
    excuses: URIRef
    requirement: URIRef
    population: URIRef
    recordsNeeded: URIRef
    context: URIRef
    asOf: URIRef
    minimalShare: URIRef
    unknownEndStands: URIRef
    municipality: URIRef
    example: URIRef

    # what follows, written by `reason` into the inferred graph
    isWithin: URIRef
    isNarrowerThan: URIRef
    isPartOf: URIRef
    coversArea: URIRef
    coversGroup: URIRef
    numberOfMembers: URIRef
    numberOfGroups: URIRef
    standsFrom: URIRef
    standsUntil: URIRef
    standsEndUnknown: URIRef
    delegatedTo: URIRef
    finallyResponsible: URIRef

    # of the vocabularies
    rank: URIRef
    raciLetter: URIRef
    strength: URIRef
    rises: URIRef
    isSeat: URIRef
    isHeldBy: URIRef
    goesAlong: URIRef
    tiesPost: URIRef
    link: URIRef
    linkFromBearer: URIRef
    actsAs: URIRef
    actsOnObject: URIRef
    basisVerb: URIRef

    # history of the data
    Import: URIRef
    Certificate: URIRef
    rowsAdded: URIRef
    rowsUpdated: URIRef
    rowsSkipped: URIRef
    factsAdded: URIRef
    factsRemoved: URIRef
