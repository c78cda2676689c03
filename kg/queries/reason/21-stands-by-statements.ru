#+ title: How long what statements set up stands
#+ question: Within which days does a group, a type or a report stand, by its own dates, else by those of the statements about it?
#+ params: inferred
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>

INSERT {
  ?thing ?bound ?value .
  GRAPH ?inferred { ?thing ?bound ?value }
}
WHERE {
  VALUES ?inferred { UNDEF }
  VALUES ?kind { kg:Group kg:SafetyPlanType kg:PlanType kg:ProgrammeType kg:InstrumentType kg:NetworkType kg:Report }
  VALUES (?date ?bound) { (kg:validFrom kg:standsFrom) (kg:validUntil kg:standsUntil) (kg:endUnknown kg:standsEndUnknown) }
  ?thing a ?kind ; ?date ?value .
} ;

# The first day of the first statement, and the last day of the last one, where all statements have one.
INSERT {
  ?thing kg:standsFrom ?from ; kg:standsUntil ?until .
  GRAPH ?inferred { ?thing kg:standsFrom ?from ; kg:standsUntil ?until }
}
WHERE {
  VALUES ?inferred { UNDEF }
  {
    SELECT ?thing (IF(COUNT(?begin) = COUNT(*), MIN(?begin), 1/0) AS ?from) (IF(COUNT(?end) = COUNT(*), MAX(?end), 1/0) AS ?until) WHERE {
      VALUES ?kind { kg:Group kg:SafetyPlanType kg:PlanType kg:ProgrammeType kg:InstrumentType kg:NetworkType kg:Report }
      ?thing a ?kind .
      MINUS { ?thing kg:validFrom ?own }
      MINUS { ?thing kg:validUntil ?ownEnd }
      MINUS { ?thing kg:endUnknown ?ownUnknown }
      {
        SELECT ?statement ?thing (MAX(?first) AS ?begin) (MIN(?last) AS ?end) WHERE {
          VALUES ?part { kg:bearer kg:subject kg:object kg:affects kg:heeds kg:byMeans kg:inDraftingOf }
          ?statement kg:bearerStatus ?status ; ?part ?thing .
          OPTIONAL { ?statement kg:standsFrom ?first }
          OPTIONAL { ?statement kg:standsUntil ?last }
        }
        GROUP BY ?statement ?thing
      }
    }
    GROUP BY ?thing
  }
} ;

# Of which it is not known whether they stand: no statement about them stands for sure.
INSERT {
  ?thing kg:standsEndUnknown true .
  GRAPH ?inferred { ?thing kg:standsEndUnknown true }
}
WHERE {
  VALUES ?inferred { UNDEF }
  VALUES ?part { kg:bearer kg:subject kg:object kg:affects kg:heeds kg:byMeans kg:inDraftingOf }
  VALUES ?kind { kg:Group kg:SafetyPlanType kg:PlanType kg:ProgrammeType kg:InstrumentType kg:NetworkType kg:Report }
  ?statement kg:standsEndUnknown true ; ?part ?thing .
  ?thing a ?kind .
  MINUS { ?thing kg:validUntil ?own }
  MINUS {
    ?sure kg:bearer|kg:subject|kg:object|kg:affects|kg:heeds|kg:byMeans|kg:inDraftingOf ?thing ; kg:bearerStatus ?status .
    MINUS { ?sure kg:standsEndUnknown ?unknown }
    MINUS { ?sure kg:standsUntil ?ended }
  }
}
