#+ title: Add a graph to the default graph
#+ question: The graph's name stands in the place of the placeholder.
ADD SILENT GRAPH <graph> TO DEFAULT
