#+ title: Shared groups that stand for themselves
#+ question: Which shared group does a network serve as it is, since its municipality has groups of its own but none below it?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT {
  ?network kg:coversGroup ?group .
  GRAPH ?inferred { ?network kg:coversGroup ?group }
}
WHERE {
  VALUES ?inferred { UNDEF }
  ?network a kg:Network .
  OPTIONAL { ?network kg:populationGroup ?stated }
  BIND(COALESCE(?stated, <vocab/population-groups/all>) AS ?group)
  BIND(IRI(CONCAT(STR(<id/>), STRBEFORE(STRAFTER(STR(?network), STR(<id/>)), "/"), "/population-groups")) AS ?scheme)

  FILTER EXISTS { ?anyOwn skos:inScheme ?scheme }
  MINUS { ?below skos:inScheme ?scheme ; kg:isNarrowerThan ?group }
}
