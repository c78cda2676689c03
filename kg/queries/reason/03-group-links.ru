#+ title: Members, chairs and secretariats of groups
#+ question: Who sits in a group, leads it and writes for it, by the statements?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?group ?link ?actor .
  GRAPH ?inferred { ?group ?link ?actor }
}
WHERE {
  VALUES ?inferred { UNDEF }
  VALUES (?role ?link) {
    (<vocab/roles/member> kg:hasMember)
    (<vocab/roles/invited> kg:hasInvitee)
    (<vocab/roles/chair> kg:hasChair)
    (<vocab/roles/secretariat> kg:hasSecretariat)
    (<vocab/roles/secretary> kg:hasSecretariat)
  }
  ?statement kg:role ?role ; kg:bearer ?actor ; kg:object ?group ; kg:bearerStatus ?status .
  FILTER(?status IN (<vocab/bearer-status/stated>, <vocab/bearer-status/implied>))
  FILTER NOT EXISTS { ?statement kg:conflictsWith ?other }
  OPTIONAL { ?statement kg:modality ?modality }
  FILTER(!BOUND(?modality) || ?modality NOT IN (<vocab/modality/right>, <vocab/modality/should>, <vocab/modality/may>))
  ?group a ?kind .
  ?kind rdfs:subClassOf* kg:Organisation .
}
