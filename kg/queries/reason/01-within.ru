#+ title: Areas within areas
#+ question: Within which areas does an area lie, itself included?
#+ params: inferred
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX geo: <http://www.opengis.net/ont/geosparql#>

INSERT {
  ?area kg:isWithin ?around .
  GRAPH ?inferred { ?area kg:isWithin ?around }
}
WHERE {
  VALUES ?inferred { UNDEF }
  ?area a kg:Area ; geo:sfWithin* ?around .
}
