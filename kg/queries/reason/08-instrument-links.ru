#+ title: Instruments and what they rest on
#+ question: What is an act, programme or plan based on, what does it replace and take into account, by the statements?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?instrument ?link ?other .
  GRAPH ?inferred { ?instrument ?link ?other }
}
WHERE {
  VALUES ?inferred { UNDEF }
  VALUES (?role ?link) {
    (<vocab/roles/based-on> kg:basedOn)
    (<vocab/roles/replaces> kg:replaces)
    (<vocab/roles/takes-into-account> kg:takesIntoAccount)
  }
  ?statement kg:role ?role ; kg:bearer ?instrument ; kg:object ?other ; kg:bearerStatus ?status .
  FILTER(?status IN (<vocab/bearer-status/stated>, <vocab/bearer-status/implied>))
  FILTER NOT EXISTS { ?statement kg:conflictsWith ?reading }
  OPTIONAL { ?statement kg:modality ?modality }
  FILTER(!BOUND(?modality) || ?modality NOT IN (<vocab/modality/right>, <vocab/modality/should>, <vocab/modality/may>))
  ?instrument a ?kind .
  ?kind rdfs:subClassOf* kg:Instrument .
  ?other a ?otherKind .
  ?otherKind rdfs:subClassOf* kg:Instrument .
}
