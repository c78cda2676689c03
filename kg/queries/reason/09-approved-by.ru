#+ title: Approvers of instruments
#+ question: Who approves or decides on an act, programme or plan, by the statements?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?instrument kg:approvedBy ?actor .
  ?fact a rdf:Statement ; rdf:subject ?instrument ; rdf:predicate kg:approvedBy ; rdf:object ?actor ; prov:wasDerivedFrom ?statement .
  GRAPH ?inferred {
    ?instrument kg:approvedBy ?actor .
    ?fact a rdf:Statement ; rdf:subject ?instrument ; rdf:predicate kg:approvedBy ; rdf:object ?actor ; prov:wasDerivedFrom ?statement .
  }
}
WHERE {
  VALUES ?inferred { UNDEF }
  VALUES ?role { <vocab/roles/approves> <vocab/roles/decides> }
  ?statement kg:role ?role ; kg:bearer|kg:subject ?actor ; kg:object ?instrument ; kg:bearerStatus ?status .
  FILTER(?status IN (<vocab/bearer-status/stated>, <vocab/bearer-status/implied>))
  FILTER NOT EXISTS { ?statement kg:conflictsWith ?other }
  OPTIONAL { ?statement kg:modality ?modality }
  FILTER(!BOUND(?modality) || ?modality NOT IN (<vocab/modality/right>, <vocab/modality/should>, <vocab/modality/may>))
  ?instrument a ?kind .
  ?kind rdfs:subClassOf* kg:Instrument .
  BIND(CONCAT(STR(?instrument), " ", STR(kg:approvedBy), " ", STR(?actor)) AS ?said)
  BIND(IRI(CONCAT(STR(<id/>), STRBEFORE(STRAFTER(STR(?inferred), STR(<graph/>)), "/"), "/fact/", SHA1(?said))) AS ?fact)
}
