#+ title: One change to the store on disk, as one transaction
#+ question: Which quads go, and which come?
DELETE DATA { #removed
} ;
INSERT DATA { #added
}
