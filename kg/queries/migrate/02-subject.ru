#+ title: Subjects of descriptions
#+ question: Which descriptions give what they tell about as bearer?
#+ params: source
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>

DELETE { GRAPH ?source { ?statement kg:bearer ?subject } }
INSERT { GRAPH ?source { ?statement kg:subject ?subject } }
WHERE {
  VALUES ?source { UNDEF }
  GRAPH ?source { ?statement a kg:Description ; kg:bearer ?subject }
}
