#+ title: Duties that a rule hands on
#+ question: From which duty of an act does the task derive that a rule gives to a part of the dutiable body, on the same object?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?delegation kg:derivesFrom ?attribution .
  GRAPH ?inferred { ?delegation kg:derivesFrom ?attribution }
}
WHERE {
  VALUES ?inferred { UNDEF }
  VALUES ?actKind { kg:Act kg:Provision }
  ?act a ?actKind .
  ?attribution kg:basis ?act ; kg:bearer ?bearer ; kg:object ?object ; kg:modality ?duty ; kg:bearerStatus ?dutyStatus .
  FILTER(?duty IN (<vocab/modality/must>, <vocab/modality/task>, <vocab/modality/power>))
  FILTER(?dutyStatus IN (<vocab/bearer-status/stated>, <vocab/bearer-status/implied>))
  FILTER NOT EXISTS { ?attribution kg:conflictsWith ?other }
  OPTIONAL { ?bearer kg:resolvesTo ?resolved }
  BIND(COALESCE(?resolved, ?bearer) AS ?body)
  ?unit kg:isPartOf ?body .
  FILTER(?unit != ?body)
  ?delegation kg:bearer ?unit ; kg:object ?object ; kg:basis ?rule ; kg:modality ?task ; kg:bearerStatus ?taskStatus .
  ?rule a kg:Rule .
  FILTER(?task IN (<vocab/modality/must>, <vocab/modality/task>, <vocab/modality/power>))
  FILTER(?taskStatus IN (<vocab/bearer-status/stated>, <vocab/bearer-status/implied>))
  FILTER NOT EXISTS { ?delegation kg:conflictsWith ?reading }
}
