#+ title: Posts that lead
#+ question: Which organisation does a post lead, by the statements?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?post kg:heads ?organisation .
  GRAPH ?inferred { ?post kg:heads ?organisation }
}
WHERE {
  VALUES ?inferred { UNDEF }
  VALUES ?role { <vocab/roles/heads> <vocab/roles/leads> }
  ?statement kg:role ?role ; kg:bearer ?post ; kg:object ?organisation ; kg:bearerStatus ?status .
  FILTER(?status IN (<vocab/bearer-status/stated>, <vocab/bearer-status/implied>))
  FILTER NOT EXISTS { ?statement kg:conflictsWith ?other }
  OPTIONAL { ?statement kg:modality ?modality }
  FILTER(!BOUND(?modality) || ?modality NOT IN (<vocab/modality/right>, <vocab/modality/should>, <vocab/modality/may>))
  ?post a kg:Post .
  ?organisation a ?kind .
  ?kind rdfs:subClassOf* kg:Actor .
}
