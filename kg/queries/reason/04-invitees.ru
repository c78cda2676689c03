#+ title: Invitees of groups
#+ question: Who is invited to a group, by the counterparts of the statements, whoever invites?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?group kg:hasInvitee ?actor .
  ?fact a rdf:Statement ; rdf:subject ?group ; rdf:predicate kg:hasInvitee ; rdf:object ?actor ; prov:wasDerivedFrom ?statement .
  GRAPH ?inferred {
    ?group kg:hasInvitee ?actor .
    ?fact a rdf:Statement ; rdf:subject ?group ; rdf:predicate kg:hasInvitee ; rdf:object ?actor ; prov:wasDerivedFrom ?statement .
  }
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
  BIND(CONCAT(STR(?group), " ", STR(kg:hasInvitee), " ", STR(?actor)) AS ?said)
  BIND(IRI(CONCAT(STR(<id/>), STRBEFORE(STRAFTER(STR(?inferred), STR(<graph/>)), "/"), "/fact/", SHA1(?said))) AS ?fact)
}
