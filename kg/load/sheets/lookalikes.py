"""Names that can hardly be told apart from others: pointed out, never refused."""

from collections.abc import Iterable

from kg.load.sheets.names import Names, Thing
from kg.sources.characters import mixed, shape
from kg.sources.records import Note
from kg.sources.sheets import fold

Place = tuple[str, str, int]
"""File, sheet and row."""


def lookalikes(named: Iterable[tuple[Thing, Place]], names: Names) -> list[Note]:
    """A note for each named thing that looks like another one, or mixes alphabets within a word."""
    shapes: dict[str, set[str]] = {}
    for thing in names.things.values():
        for name in thing.names.values():
            shapes.setdefault(shape(name), set()).add(name)
    return [note for thing, place in named for name in thing.names.values() for note in _notes(name, place, shapes)]


def _notes(name: str, place: Place, shapes: dict[str, set[str]]) -> list[Note]:
    file, sheet, row = place
    facts: dict[str, object] = {"file": file, "sheet": sheet, "row": row, "value": name}
    others = sorted(o for o in shapes.get(shape(name), ()) if fold(o) != fold(name))
    found = [Note("looks-alike", {**facts, "other": others[0]})] if others else []
    return [*found, Note("mixed-alphabets", facts)] if mixed(name) else found
