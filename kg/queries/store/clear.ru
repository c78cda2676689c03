#+ title: Empty a graph
#+ question: The graph's name stands in the place of the placeholder.
CLEAR SILENT GRAPH <graph>
