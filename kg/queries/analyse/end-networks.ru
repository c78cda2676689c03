#+ title: Networks end
#+ question: What does the graph hold once these networks have ended on that day?
#+ params: network day
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>

DELETE { ?network kg:validFrom ?from ; kg:validUntil ?until }
INSERT { ?network kg:validUntil ?day }
WHERE {
  VALUES ?network { UNDEF }
  VALUES ?day { UNDEF }
  ?network a kg:Network .
  OPTIONAL { ?network kg:validFrom ?from }
  OPTIONAL { ?network kg:validUntil ?until }
}
