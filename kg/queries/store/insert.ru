#+ title: Add triples to a graph
#+ question: The triples stand in the place of the comment.
INSERT DATA { GRAPH <graph> {
#triples
} }
