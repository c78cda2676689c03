#+ title: Approvers of instruments
#+ question: Who approves or decides on an act, programme or plan, by the statements?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?instrument kg:approvedBy ?actor .
  GRAPH ?inferred { ?instrument kg:approvedBy ?actor }
}
WHERE {
  VALUES ?inferred { UNDEF }
  VALUES ?role { <vocab/roles/approves> <vocab/roles/decides> }
  ?statement kg:role ?role ; kg:bearer ?actor ; kg:object ?instrument ; kg:bearerStatus ?status .
  FILTER(?status IN (<vocab/bearer-status/stated>, <vocab/bearer-status/implied>))
  FILTER NOT EXISTS { ?statement kg:conflictsWith ?other }
  OPTIONAL { ?statement kg:modality ?modality }
  FILTER(!BOUND(?modality) || ?modality NOT IN (<vocab/modality/right>, <vocab/modality/should>, <vocab/modality/may>))
  ?instrument a ?kind .
  ?kind rdfs:subClassOf* kg:Instrument .
}
