#+ title: Posts that lead
#+ question: Which organisation does a post lead, by the statements?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?post kg:heads ?organisation .
  ?fact a rdf:Statement ; rdf:subject ?post ; rdf:predicate kg:heads ; rdf:object ?organisation ; prov:wasDerivedFrom ?statement .
  GRAPH ?inferred {
    ?post kg:heads ?organisation .
    ?fact a rdf:Statement ; rdf:subject ?post ; rdf:predicate kg:heads ; rdf:object ?organisation ; prov:wasDerivedFrom ?statement .
  }
}
WHERE {
  VALUES ?inferred { UNDEF }
  VALUES ?role { <vocab/roles/heads> <vocab/roles/leads> }
  ?statement kg:role ?role ; kg:bearer|kg:subject ?post ; kg:object ?organisation ; kg:bearerStatus ?status .
  FILTER(?status IN (<vocab/bearer-status/stated>, <vocab/bearer-status/implied>))
  FILTER NOT EXISTS { ?statement kg:conflictsWith ?other }
  OPTIONAL { ?statement kg:modality ?modality }
  FILTER(!BOUND(?modality) || ?modality NOT IN (<vocab/modality/right>, <vocab/modality/should>, <vocab/modality/may>))
  ?post a kg:Post .
  ?organisation a ?kind .
  ?kind rdfs:subClassOf* kg:Actor .
  BIND(CONCAT(STR(?post), " ", STR(kg:heads), " ", STR(?organisation)) AS ?said)
  BIND(IRI(CONCAT(STR(<id/>), STRBEFORE(STRAFTER(STR(?inferred), STR(<graph/>)), "/"), "/fact/", SHA1(?said))) AS ?fact)
}
