#+ title: How many leaf groups a network covers
#+ question: How many of the narrowest population groups does each network serve?
#+ params: inferred
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>

INSERT {
  ?network kg:numberOfGroups ?number .
  GRAPH ?inferred { ?network kg:numberOfGroups ?number }
}
WHERE {
  VALUES ?inferred { UNDEF }
  {
    SELECT ?network (COUNT(DISTINCT ?group) AS ?number) WHERE {
      ?network a kg:Network ; kg:coversGroup ?group .
    }
    GROUP BY ?network
  }
}
