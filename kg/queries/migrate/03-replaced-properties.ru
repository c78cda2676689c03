#+ title: Retired properties
#+ question: Which facts use a property of ours that another one has replaced?
#+ params: source
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

DELETE { GRAPH ?source { ?thing ?old ?value } }
INSERT { GRAPH ?source { ?thing ?new ?value } }
WHERE {
  VALUES ?source { UNDEF }
  GRAPH ?ontology { ?old owl:deprecated true ; dcterms:isReplacedBy ?new }
  FILTER(?ontology != ?source)
  GRAPH ?source { ?thing ?old ?value }
}
