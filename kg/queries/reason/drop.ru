#+ title: Drop what follows
#+ question: What remains when the inferred graph is taken away, and the merge with it?
#+ params: inferred
DELETE { GRAPH ?inferred { ?s ?p ?o } }
WHERE {
  VALUES ?inferred { UNDEF }
  GRAPH ?inferred { ?s ?p ?o }
} ;
CLEAR DEFAULT
