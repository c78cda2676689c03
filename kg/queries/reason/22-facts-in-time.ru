#+ title: How long a derived link stands
#+ question: Within which days does a link between two things hold that only statements with an end or a beginning give?
#+ params: inferred
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

INSERT {
  ?fact kg:validFrom ?from ; kg:validUntil ?until .
  GRAPH ?inferred { ?fact kg:validFrom ?from ; kg:validUntil ?until }
}
WHERE {
  VALUES ?inferred { UNDEF }
  {
    SELECT ?fact (IF(COUNT(?begin) = COUNT(*), MIN(?begin), 1/0) AS ?from) (IF(COUNT(?end) = COUNT(*), MAX(?end), 1/0) AS ?until) WHERE {
      {
        SELECT ?fact ?statement (MAX(?first) AS ?begin) (MIN(?last) AS ?end) WHERE {
          ?fact a rdf:Statement ; prov:wasDerivedFrom ?statement .
          OPTIONAL { ?statement kg:standsFrom ?first }
          OPTIONAL { ?statement kg:standsUntil ?last }
        }
        GROUP BY ?fact ?statement
      }
    }
    GROUP BY ?fact
  }
  ?fact rdf:subject ?subject ; rdf:predicate ?link ; rdf:object ?object .
  FILTER NOT EXISTS { GRAPH ?source { ?subject ?link ?object } FILTER(?source != ?inferred) }
} ;

INSERT {
  ?fact kg:endUnknown true .
  GRAPH ?inferred { ?fact kg:endUnknown true }
}
WHERE {
  VALUES ?inferred { UNDEF }
  ?statement kg:standsEndUnknown true .
  ?fact prov:wasDerivedFrom ?statement ; a rdf:Statement .
  FILTER NOT EXISTS {
    ?fact prov:wasDerivedFrom ?sure .
    FILTER NOT EXISTS { ?sure kg:standsEndUnknown ?unknown }
    FILTER NOT EXISTS { ?sure kg:standsUntil ?ended }
  }
  ?fact rdf:subject ?subject ; rdf:predicate ?link ; rdf:object ?object .
  FILTER NOT EXISTS { GRAPH ?source { ?subject ?link ?object } FILTER(?source != ?inferred) }
}
