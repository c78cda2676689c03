"""What counts how much when a question is matched. Set on `tests/questions/`, and kept apart from the logic."""

from collections.abc import Mapping

SLOTS: Mapping[str, float] = {
    "action": 1.0,
    "role": 0.95,
    "object": 0.95,
    "bearer": 0.9,
    "basis": 0.9,
    "counterpart": 0.88,
    "timing": 0.85,
    "quote": 0.8,
    "level": 0.7,
}
"""A match in each slot of a statement; the action is what a question is mostly put about."""

PREFERENCES: Mapping[str, Mapping[str, float]] = {
    "actor": {"bearer": 1.0, "counterpart": 0.82, "object": 0.8},
    "partner": {"counterpart": 1.0, "bearer": 0.7},
    "recipient": {"counterpart": 1.0, "object": 0.7, "bearer": 0.4},
    "basis": {"basis": 1.0, "bearer": 0.85, "object": 0.7},
    "time": {"timing": 1.0},
    "level": {"level": 0.95, "object": 1.0},
    "whole": {"object": 1.0, "basis": 0.88, "bearer": 0.6},
    "thing": {"object": 1.0, "bearer": 0.95, "basis": 0.92, "counterpart": 0.75},
    "whether": {"object": 1.0, "bearer": 1.0, "counterpart": 1.0, "timing": 1.0, "basis": 1.0, "level": 1.0},
    "count": {"object": 1.0, "bearer": 1.0, "counterpart": 0.9},
}
"""How well each slot of a statement answers what is asked for."""

# Words
SURELY = 0.9
"""So alike, a word surely is a form of another."""
HELD = 0.5
"""A word that matches at least so well is explained."""
COMMON = 0.75
"""Matches better than this make a word a common one."""
UNKNOWN = 4.3
"""The most that a word weighs: one that nothing in the graph explains."""
OF_ROLE = 1.4
"""How much more a word weighs that surely names a role: a statement of another role is no answer."""
OF_KIND = 0.3
"""How much less a noun weighs that only names the kind of thing asked for («mikä porukka»)."""
STRANGE_NAME = 2.0
"""How much more a name weighs that no statement holds («Espoon»)."""
EVERYDAY = 0.95
"""A formal word that stands in for an everyday one."""
STRANGE = 0.65
"""A word that names a thing, in a statement about another thing."""

# Statements
PRECISION = 0.15
"""The share of the action's words that the question mentions, beside the share of the question that is explained."""
UNHELD = 0.94
"""A sentence that we cannot re-read in its document."""
UNQUOTED = 0.8
"""A link without a sentence."""
NOT_SAID = 0.96
"""A modality other than the question says («must», «may»)."""
OTHER_ROLE = 0.95
OTHER_THING = 0.75
"""What is said of one group answers no question about another."""
OTHER_POSITION = 0.5
"""Who chairs is asked of nobody but a chair."""
ASKS_FOR_ELSE = 0.68
"""The noun that is asked for («mitä seuraamuksia») is no kind that we know and no word of the statement."""
ONLY_NAMES = 0.46
"""Only names are shared, and nothing that is said of them."""

# Two statements
HALF = 0.35
"""The least share of its own clause that each of two statements explains."""
CROSSED = 0.7
"""A word explained by the other clause's statement."""
ENTIRE = 0.7
"""The least share of what describes the part, where its whole is asked for."""
HOP_COST = 0.09
MAIN, CLAUSE_ONLY = 0.25, 0.85
"""A statement that explains less than this share of what is asked, but the clause, counts so much."""
TOP = 60
"""How many of the best statements are looked at."""

ASKED = 12
"""And how many of those that others asked for in such words."""

# Things
OTHER_KIND = 0.52
NOT_CALLED = 0.95
NOT_CALLED_SO = 0.9
AN_ACTOR = 0.93
"""An actor, where «what» is asked for."""
NO_ACTOR = 0.55
NO_INSTRUMENT = 0.5
NO_LEVEL = 0.4
MENTIONED = 0.3
"""A thing whose whole name the question gives itself."""
LISTED = 0.7
"""Of several things in one slot, those that fit at least this well beside the best belong to the answer."""
