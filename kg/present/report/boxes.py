"""Boxes of cells in JSON and in words."""

from typing import Any

from kg.analyse.cells import Box
from kg.messages import text
from kg.present.report.words import Names

NAMED = 4


def box_json(box: Box) -> dict[str, Any]:
    """A box by the IRIs of its areas, themes and groups."""
    return {"area": list(box.areas), "theme": list(box.themes), "group": list(box.groups), "cells": box.size}


def box_words(box: Box, names: Names, lang: str) -> str:
    """A box as «areas · themes · groups», long lists cut short."""
    return " · ".join(
        _listed(things, kind, names, lang)
        for kind, things in (("areas", box.areas), ("themes", box.themes), ("groups", box.groups))
    )


def _listed(things: tuple[str, ...], kind: str, names: Names, lang: str) -> str:
    if len(things) <= NAMED:
        return names.several(things)
    first = ", ".join(sorted(names.of(thing) for thing in things)[: NAMED - 1])
    return text(f"analyse.several-{kind}", lang, first=first, more=len(things) - NAMED + 1)
