#+ title: Descriptions that were called responsibilities
#+ question: Which responsibilities only describe or say what something consists of?
#+ params: source
BASE <https://w3id.org/vastuuverkko/>
PREFIX kg: <https://w3id.org/vastuuverkko/ns/>

DELETE { GRAPH ?source { ?statement a kg:Responsibility } }
INSERT { GRAPH ?source { ?statement a kg:Description } }
WHERE {
  VALUES ?source { UNDEF }
  VALUES ?modality { <vocab/modality/describes> <vocab/modality/constitutive> }
  GRAPH ?source { ?statement a kg:Responsibility ; kg:modality ?modality }
}
