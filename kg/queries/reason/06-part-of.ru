#+ title: Parts within wholes
#+ question: To which wholes does an actor belong, itself included?
#+ params: inferred
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?part kg:isPartOf ?whole .
  GRAPH ?inferred { ?part kg:isPartOf ?whole }
}
WHERE {
  VALUES ?inferred { UNDEF }
  ?kind rdfs:subClassOf* kg:Actor .
  ?part a ?kind ; kg:partOf* ?whole .
}
