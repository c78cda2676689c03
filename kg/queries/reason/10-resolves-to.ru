#+ title: Actor categories in this municipality
#+ question: Which of the municipality's own bodies does a category such as «virastot» mean, where no source says so itself?
#+ params: inferred
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT {
  ?category kg:resolvesTo ?body .
  GRAPH ?inferred { ?category kg:resolvesTo ?body }
}
WHERE {
  VALUES ?inferred { UNDEF }
  { SELECT DISTINCT ?class WHERE { ?anyCategory kg:categoryOf ?class } }
  ?kind rdfs:subClassOf* ?class .
  ?body a ?kind .
  BIND(STRBEFORE(STRAFTER(STR(?body), STR(<id/>)), "/") AS ?owner)
  {
    kg:context kg:municipality ?municipality .
    ?category kg:categoryOf ?class .
    BIND(STRBEFORE(STRAFTER(STR(?category), STR(<id/>)), "/") AS ?home)
    BIND(IF(STRSTARTS(STR(?category), STR(<vocab/>)) || ?home = "shared", ?municipality, ?home) AS ?owner)
    FILTER NOT EXISTS { ?category kg:resolvesTo ?stated }
  }
  FILTER(?body != ?category)
}
