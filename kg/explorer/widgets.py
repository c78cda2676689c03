"""What Streamlit calls its own buttons and fields, in the language of the page: Streamlit itself knows English only."""

import json

from kg.messages import text

ENGLISH = {
    "Help for ": "help-for",
    "Remove ": "remove",
    "Upload": "upload",
    "file upload": "file-upload",
    "200MB per file": "limits",
    "Skip to main content": "skip",
    "No results": "no-results",
    "Clear value": "clear-value",
    "Clear all": "clear-all",
    "Selected values": "selected-values",
    "Choose date": "choose-date",
    "Choose an option": "choose-option",
    "Open": "open",
    "Increment": "increment",
    "Decrement": "decrement",
    "Sidebar": "sidebar",
    "Collapse sidebar": "collapse-sidebar",
    "Expand sidebar": "expand-sidebar",
}
"""Streamlit's words, and the key of ours; one that ends in a space only begins a name."""


def script(lang: str) -> str:
    """What `explore.js` needs in order to say them."""
    words = {english: text(f"widgets.{key}", lang) for english, key in ENGLISH.items()}
    return f"window.kgWords = {json.dumps(words)};"
