"""Help on a page: the guides as they are written, and a glossary made from the ontology."""

from collections.abc import Mapping

import streamlit as st

from kg.explorer.frame import Here
from kg.explorer.kept import kept
from kg.explorer.tables import show_table
from kg.present.table import Table
from kg.rdf import Lit
from kg.resources import GUIDE
from kg.store import Data

GUIDES = {"tour": "kierros", "own": "oma-kunta"}
LINES = {"access": 5, "privacy": 3}
"""Topics that are a few sentences, and how many."""
TOPICS = (*GUIDES, "glossary", "access", "privacy")


def show_help(here: Here) -> None:
    asked = st.query_params.get("topic", TOPICS[0])
    topic = asked if asked in TOPICS else TOPICS[0]
    here.show("topics.html", topics=TOPICS, topic=topic)
    if topic == "glossary":
        _glossary(here)
    elif topic in LINES:
        lines = [here.say(f"{topic}-{n}") for n in range(1, LINES[topic] + 1)]
        here.show("lines.html", title=here.say(f"topic-{topic}"), lines=lines)
    else:
        with st.container(key="guide"):
            st.markdown(guide(GUIDES[topic], here.view.lang))


def guide(name: str, lang: str) -> str:
    """A guide with its headings one step down, because the page has its own first heading."""
    file = GUIDE / f"{name}.md" if lang == "fi" else GUIDE / lang / f"{name}.md"
    lines = file.read_text(encoding="utf-8").splitlines()
    return "\n".join(f"#{line}" if line.startswith("#") else line for line in lines)


def _glossary(here: Here) -> None:
    """Every term of the ontology and of the vocabularies with its definition."""
    terms = kept(here, "glossary", lambda data: read_glossary(data, here.view.lang))
    typed = st.text_input(here.say("find-term"), key="term", bind="query-params", live=True, max_chars=60)
    wanted = typed.strip().casefold()
    rows = [[label, meaning] for label, meaning in terms if wanted in label.casefold() or wanted in meaning.casefold()]
    if not rows:
        here.show("empty.html", message=here.say("nothing-called"), advice=here.say("term-unknown-do"))
        return
    here.show("heading.html", text=here.say("topic-glossary"))
    columns = [here.say("column-term"), here.say("column-meaning")]
    show_table(here, Table(here.say("found", n=len(rows)), columns, rows), "sanasto")


def read_glossary(data: Data, lang: str) -> list[tuple[str, str]]:
    """Terms with their definitions in one language, in alphabetical order."""
    found: dict[str, Mapping[str, str]] = {}
    for row in data.rows("explorer/glossary", lang=lang):
        label, meaning = row["label"], row["definition"]
        if isinstance(label, Lit) and isinstance(meaning, Lit):
            found[str(row["term"])] = {"label": str(label), "meaning": str(meaning)}
    return sorted(((f["label"], f["meaning"]) for f in found.values()), key=lambda pair: pair[0].casefold())
