#+ title: Members join a network
#+ question: What does the graph hold once these members sit in a network?
#+ params: network member
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>

INSERT { ?network kg:hasMember ?member }
WHERE {
  VALUES ?network { UNDEF }
  VALUES ?member { UNDEF }
}
