#+ title: Retired classes and concepts
#+ question: Which facts name a class or concept of ours that another one has replaced?
#+ params: source
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

DELETE { GRAPH ?source { ?thing ?property ?old } }
INSERT { GRAPH ?source { ?thing ?property ?new } }
WHERE {
  VALUES ?source { UNDEF }
  GRAPH ?ontology { ?old owl:deprecated true ; dcterms:isReplacedBy ?new }
  FILTER(?ontology != ?source)
  GRAPH ?source { ?thing ?property ?old }
}
