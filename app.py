"""The explorer's entry: the frame around every page, and the page that the address names.

`kg serve` runs it; the pages lie in `kg/present/pages`, what they share in `kg/present/explore`.
"""

from kg.present.explore.frame import open_frame

open_frame().run()
