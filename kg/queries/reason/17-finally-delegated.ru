#+ title: Who answers in the end for what is handed on
#+ question: Which actor holds a responsibility that was handed on and not further?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>

INSERT {
  ?duty kg:finallyResponsible ?actor .
  GRAPH ?inferred { ?duty kg:finallyResponsible ?actor }
}
WHERE {
  VALUES ?inferred { UNDEF }
  ?handed kg:derivesFrom+ ?duty .
  ?handed kg:bearer ?bearer ; kg:modality ?modality ; kg:bearerStatus ?status .
  FILTER(?modality IN (<vocab/modality/must>, <vocab/modality/task>, <vocab/modality/power>))
  FILTER(?status IN (<vocab/bearer-status/stated>, <vocab/bearer-status/implied>))
  FILTER NOT EXISTS { ?handed kg:conflictsWith ?other }
  FILTER NOT EXISTS { ?handed kg:delegatedTo ?further }
  OPTIONAL { ?bearer kg:resolvesTo ?resolved }
  OPTIONAL { ?bearer a ?category . FILTER(?category IN (kg:ActorCategory, kg:NetworkType)) }
  FILTER(BOUND(?resolved) || !BOUND(?category))
  BIND(COALESCE(?resolved, ?bearer) AS ?actor)
  FILTER EXISTS { ?actor kg:isPartOf ?itself }
}
