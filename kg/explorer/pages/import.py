"""Import: planners' spreadsheets into the graph, tried first; only where the server may be edited."""

from kg.explorer.frame import page
from kg.explorer.importing import show_import
from kg.explorer.view import editable

with page("import") as here:
    if editable():
        show_import(here)
    else:
        here.show("empty.html", message=here.say("not-editable"), advice=here.say("not-editable-do"))
