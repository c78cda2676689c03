#+ title: How long a statement stands
#+ question: Within which days does a statement hold, by its own dates, else its document's, and by those of its bearers and basis?
#+ params: inferred
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>

# Its own dates.
INSERT {
  ?statement ?bound ?value .
  GRAPH ?inferred { ?statement ?bound ?value }
}
WHERE {
  VALUES ?inferred { UNDEF }
  VALUES (?date ?bound) { (kg:validFrom kg:standsFrom) (kg:validUntil kg:standsUntil) (kg:endUnknown kg:standsEndUnknown) }
  ?statement ?date ?value ; kg:bearerStatus ?status .
} ;

# Without dates of its own, those of its document.
INSERT {
  ?statement ?bound ?value .
  GRAPH ?inferred { ?statement ?bound ?value }
}
WHERE {
  VALUES ?inferred { UNDEF }
  VALUES (?date ?bound) { (kg:validFrom kg:standsFrom) (kg:validUntil kg:standsUntil) (kg:endUnknown kg:standsEndUnknown) }
  ?document ?date ?value .
  ?evidence oa:hasSource ?document .
  ?statement kg:evidence ?evidence .
  MINUS { ?statement kg:validFrom ?ownFrom }
  MINUS { ?statement kg:validUntil ?ownUntil }
  MINUS { ?statement kg:endUnknown ?ownUnknown }
} ;

# No longer than the last of its bearers, nor than the last of what it rests on, where all of them have an end. A provision
# without an end ends with its act.
INSERT {
  ?statement kg:standsUntil ?until .
  GRAPH ?inferred { ?statement kg:standsUntil ?until }
}
WHERE {
  VALUES ?inferred { UNDEF }
  {
    SELECT ?statement ?part (MAX(?end) AS ?until) WHERE {
      VALUES ?part { kg:bearer kg:basis }
      ?statement a kg:Responsibility ; ?part ?thing .
      OPTIONAL { ?thing kg:validUntil ?own }
      OPTIONAL { ?thing dcterms:isPartOf ?act . ?act kg:validUntil ?ofAct }
      BIND(COALESCE(?own, ?ofAct) AS ?end)
    }
    GROUP BY ?statement ?part
    HAVING(COUNT(?end) = COUNT(*))
  }
} ;

# Not before the first of them begins, where all have a beginning.
INSERT {
  ?statement kg:standsFrom ?from .
  GRAPH ?inferred { ?statement kg:standsFrom ?from }
}
WHERE {
  VALUES ?inferred { UNDEF }
  {
    SELECT ?statement ?part (MIN(?begin) AS ?from) WHERE {
      VALUES ?part { kg:bearer kg:basis }
      ?statement a kg:Responsibility ; ?part ?thing .
      OPTIONAL { ?thing kg:validFrom ?begin }
    }
    GROUP BY ?statement ?part
    HAVING(COUNT(?begin) = COUNT(*))
  }
} ;

# Of which it is not known whether it stands: all its bearers, or all that it rests on, end on a day that no source gives.
INSERT {
  ?statement kg:standsEndUnknown true .
  GRAPH ?inferred { ?statement kg:standsEndUnknown true }
}
WHERE {
  VALUES ?inferred { UNDEF }
  VALUES ?part { kg:bearer kg:basis }
  ?thing kg:endUnknown true .
  ?statement ?part ?thing ; a kg:Responsibility .
  FILTER NOT EXISTS { ?statement ?part ?other FILTER NOT EXISTS { ?other kg:endUnknown true } FILTER NOT EXISTS { ?other kg:validUntil ?past } }
}
