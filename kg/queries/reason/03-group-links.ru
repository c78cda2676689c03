#+ title: Members, chairs and secretariats of groups
#+ question: Who sits in a group, leads it and writes for it, by the statements?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?group ?link ?actor .
  ?fact a rdf:Statement ; rdf:subject ?group ; rdf:predicate ?link ; rdf:object ?actor ; prov:wasDerivedFrom ?statement .
  GRAPH ?inferred {
    ?group ?link ?actor .
    ?fact a rdf:Statement ; rdf:subject ?group ; rdf:predicate ?link ; rdf:object ?actor ; prov:wasDerivedFrom ?statement .
  }
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
  ?statement kg:role ?role ; kg:bearer|kg:subject ?actor ; kg:object ?group ; kg:bearerStatus ?status .
  FILTER(?status IN (<vocab/bearer-status/stated>, <vocab/bearer-status/implied>))
  FILTER NOT EXISTS { ?statement kg:conflictsWith ?other }
  OPTIONAL { ?statement kg:modality ?modality }
  FILTER(!BOUND(?modality) || ?modality NOT IN (<vocab/modality/right>, <vocab/modality/should>, <vocab/modality/may>))
  ?group a ?kind .
  ?kind rdfs:subClassOf* kg:Organisation .
  BIND(CONCAT(STR(?group), " ", STR(?link), " ", STR(?actor)) AS ?said)
  BIND(IRI(CONCAT(STR(<id/>), STRBEFORE(STRAFTER(STR(?inferred), STR(<graph/>)), "/"), "/fact/", SHA1(?said))) AS ?fact)
}
