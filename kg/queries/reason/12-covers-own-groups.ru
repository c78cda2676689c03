#+ title: The municipality's own leaf groups that a network covers
#+ question: Which of its municipality's own groups without a narrower one does a network serve? No group given = all residents.
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
  {
    SELECT ?network ?group ?scheme WHERE {
      ?network a kg:Network .
      OPTIONAL { ?network kg:populationGroup ?stated }
      BIND(COALESCE(?stated, <vocab/population-groups/all>) AS ?group)
      BIND(IRI(CONCAT(STR(<id/>), STRBEFORE(STRAFTER(STR(?network), STR(<id/>)), "/"), "/population-groups")) AS ?scheme)
    }
  }
  {
    SELECT ?leaf ?scheme ?group WHERE {
      ?leaf skos:inScheme ?scheme ; kg:isNarrowerThan ?group .
      FILTER NOT EXISTS { ?narrower skos:broader ?leaf }
    }
  }
}
