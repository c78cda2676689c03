#+ title: Invitees of groups
#+ question: Who is invited to a group, by the counterparts of the statements, whoever invites?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?group kg:hasInvitee ?actor .
  GRAPH ?inferred { ?group kg:hasInvitee ?actor }
}
WHERE {
  VALUES ?inferred { UNDEF }
  ?statement kg:role <vocab/roles/invites> ; kg:object ?group ; kg:hasCounterpart ?counterpart .
  ?counterpart kg:party ?actor ; kg:counterpartRole <vocab/counterpart-roles/invited> .
  FILTER NOT EXISTS { ?statement kg:conflictsWith ?other }
  OPTIONAL { ?statement kg:modality ?modality }
  FILTER(!BOUND(?modality) || ?modality NOT IN (<vocab/modality/right>, <vocab/modality/should>, <vocab/modality/may>))
  ?group a ?kind .
  ?kind rdfs:subClassOf* kg:Organisation .
}
