#+ title: How many bodies sit in a network
#+ question: How many members does each network have?
#+ params: inferred
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>

INSERT {
  ?network kg:numberOfMembers ?number .
  GRAPH ?inferred { ?network kg:numberOfMembers ?number }
}
WHERE {
  VALUES ?inferred { UNDEF }
  {
    SELECT ?network (COUNT(DISTINCT ?member) AS ?number) WHERE {
      ?network a kg:Network ; kg:hasMember ?member .
    }
    GROUP BY ?network
  }
}
