#+ title: Groups under wider groups
#+ question: Which wider groups contain a population group, itself included?
#+ params: inferred
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT {
  ?group kg:isNarrowerThan ?wider .
  GRAPH ?inferred { ?group kg:isNarrowerThan ?wider }
}
WHERE {
  VALUES ?inferred { UNDEF }
  ?group a kg:PopulationGroup ; skos:broader* ?wider .
}
