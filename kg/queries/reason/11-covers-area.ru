#+ title: Leaf areas that a network covers
#+ question: Which areas without a narrower one lie in the area of a network?
#+ params: inferred
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX geo: <http://www.opengis.net/ont/geosparql#>

INSERT {
  ?network kg:coversArea ?leaf .
  GRAPH ?inferred { ?network kg:coversArea ?leaf }
}
WHERE {
  VALUES ?inferred { UNDEF }
  ?network a kg:Network ; kg:area ?area .
  ?leaf kg:isWithin ?area .
  FILTER NOT EXISTS { ?narrower geo:sfWithin ?leaf FILTER(?narrower != ?leaf) }
}
