"""The explorer's entry: the frame around every page, and the page that the address names.

`kg serve` runs it; the pages lie in `kg/explorer/pages`, what they share in `kg/explorer`.
"""

from kg.explorer.frame import open_frame

open_frame().run()
