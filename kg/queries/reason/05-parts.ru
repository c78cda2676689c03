#+ title: Parts of organisations
#+ question: Of which whole is an actor a part, by the statements?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?part kg:partOf ?whole .
  ?fact a rdf:Statement ; rdf:subject ?part ; rdf:predicate kg:partOf ; rdf:object ?whole ; prov:wasDerivedFrom ?statement .
  GRAPH ?inferred {
    ?part kg:partOf ?whole .
    ?fact a rdf:Statement ; rdf:subject ?part ; rdf:predicate kg:partOf ; rdf:object ?whole ; prov:wasDerivedFrom ?statement .
  }
}
WHERE {
  VALUES ?inferred { UNDEF }
  ?statement kg:role <vocab/roles/part-of> ; kg:bearer|kg:subject ?part ; kg:object ?whole ; kg:bearerStatus ?status .
  FILTER(?status IN (<vocab/bearer-status/stated>, <vocab/bearer-status/implied>))
  FILTER NOT EXISTS { ?statement kg:conflictsWith ?other }
  OPTIONAL { ?statement kg:modality ?modality }
  FILTER(!BOUND(?modality) || ?modality NOT IN (<vocab/modality/right>, <vocab/modality/should>, <vocab/modality/may>))
  ?part a ?partKind .
  ?partKind rdfs:subClassOf* kg:Actor .
  ?whole a ?wholeKind .
  ?wholeKind rdfs:subClassOf* kg:Actor .
  BIND(CONCAT(STR(?part), " ", STR(kg:partOf), " ", STR(?whole)) AS ?said)
  BIND(IRI(CONCAT(STR(<id/>), STRBEFORE(STRAFTER(STR(?inferred), STR(<graph/>)), "/"), "/fact/", SHA1(?said))) AS ?fact)
}
