"""The explorer's entry: the frame around every page, and the page that the address names.

`kg serve` runs it; the pages are listed in `kg/explorer/pages.py`.
"""

from kg.explorer.frame import open_frame
from kg.explorer.pages import PAGES

open_frame(PAGES).run()
