#+ title: Parts of organisations
#+ question: Of which whole is an actor a part, by the statements?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?part kg:partOf ?whole .
  GRAPH ?inferred { ?part kg:partOf ?whole }
}
WHERE {
  VALUES ?inferred { UNDEF }
  ?statement kg:role <vocab/roles/part-of> ; kg:bearer ?part ; kg:object ?whole ; kg:bearerStatus ?status .
  FILTER(?status IN (<vocab/bearer-status/stated>, <vocab/bearer-status/implied>))
  FILTER NOT EXISTS { ?statement kg:conflictsWith ?other }
  OPTIONAL { ?statement kg:modality ?modality }
  FILTER(!BOUND(?modality) || ?modality NOT IN (<vocab/modality/right>, <vocab/modality/should>, <vocab/modality/may>))
  ?part a ?partKind .
  ?partKind rdfs:subClassOf* kg:Actor .
  ?whole a ?wholeKind .
  ?wholeKind rdfs:subClassOf* kg:Actor .
}
