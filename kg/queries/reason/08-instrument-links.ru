#+ title: Instruments and what they rest on
#+ question: What is an act, programme or plan based on, what does it replace and take into account, by the statements?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?instrument ?link ?other .
  ?fact a rdf:Statement ; rdf:subject ?instrument ; rdf:predicate ?link ; rdf:object ?other ; prov:wasDerivedFrom ?statement .
  GRAPH ?inferred {
    ?instrument ?link ?other .
    ?fact a rdf:Statement ; rdf:subject ?instrument ; rdf:predicate ?link ; rdf:object ?other ; prov:wasDerivedFrom ?statement .
  }
}
WHERE {
  VALUES ?inferred { UNDEF }
  VALUES (?role ?link) {
    (<vocab/roles/based-on> kg:basedOn)
    (<vocab/roles/replaces> kg:replaces)
    (<vocab/roles/takes-into-account> kg:takesIntoAccount)
  }
  ?statement kg:role ?role ; kg:bearer|kg:subject ?instrument ; kg:object|kg:heeds ?other ; kg:bearerStatus ?status .
  FILTER(?status IN (<vocab/bearer-status/stated>, <vocab/bearer-status/implied>))
  FILTER NOT EXISTS { ?statement kg:conflictsWith ?reading }
  OPTIONAL { ?statement kg:modality ?modality }
  FILTER(!BOUND(?modality) || ?modality NOT IN (<vocab/modality/right>, <vocab/modality/should>, <vocab/modality/may>))
  ?instrument a ?kind .
  ?kind rdfs:subClassOf* kg:Instrument .
  ?other a ?otherKind .
  ?otherKind rdfs:subClassOf* kg:Instrument .
  BIND(CONCAT(STR(?instrument), " ", STR(?link), " ", STR(?other)) AS ?said)
  BIND(IRI(CONCAT(STR(<id/>), STRBEFORE(STRAFTER(STR(?inferred), STR(<graph/>)), "/"), "/fact/", SHA1(?said))) AS ?fact)
}
