"""Any thing: what the sources say of an actor, act, plan, network, area or theme, on one printable page."""

import streamlit as st

from kg.present.explore.address import full
from kg.present.explore.card import read_card
from kg.present.explore.catalogue import show_catalogue
from kg.present.explore.frame import page
from kg.present.explore.thing import show_thing

asked = st.query_params.get("id")
with page("thing", titled=not asked) as here:
    if asked:
        show_thing(here, read_card(here.graph, full(asked), here.view.day))
    else:
        show_catalogue(here)
