"""Any thing: what the sources say of an actor, act, plan, network, area or theme, on one printable page."""

import streamlit as st

from kg.explorer.address import full
from kg.explorer.card import read_card
from kg.explorer.catalogue import show_catalogue
from kg.explorer.frame import page
from kg.explorer.thing import show_thing

asked = st.query_params.get("id")
with page("thing", titled=not asked) as here:
    if asked:
        show_thing(here, read_card(here.graph, full(asked), here.view.day))
    else:
        show_catalogue(here)
