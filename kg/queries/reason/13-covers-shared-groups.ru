#+ title: Shared leaf groups that a network covers
#+ question: Which shared groups without a narrower shared one does a network serve, where its municipality has no groups of its own?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT {
  ?network kg:coversGroup ?leaf .
  GRAPH ?inferred { ?network kg:coversGroup ?leaf }
}
WHERE {
  VALUES ?inferred { UNDEF }
  ?network a kg:Network .
  OPTIONAL { ?network kg:populationGroup ?stated }
  BIND(COALESCE(?stated, <vocab/population-groups/all>) AS ?group)
  BIND(IRI(CONCAT(STR(<id/>), STRBEFORE(STRAFTER(STR(?network), STR(<id/>)), "/"), "/population-groups")) AS ?scheme)

  FILTER NOT EXISTS { ?anyOwn skos:inScheme ?scheme }
  ?leaf skos:inScheme <vocab/population-groups> ; kg:isNarrowerThan ?group .
  MINUS { ?narrower skos:broader ?leaf ; skos:inScheme <vocab/population-groups> }
}
