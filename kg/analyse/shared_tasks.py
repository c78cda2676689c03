"""Tasks that several actors were given: shared or double, to be looked at, not errors.

Each notion is a query file `kg/queries/analyse/shared/<notion>-….rq` with the same columns; a new notion is a new file.
Its head names the `notion` and what there must be `several` of; the rows of one `?task` make one finding;
`?actor` and `?other` are those who have it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kg.store import Data, find_query, query_names


@dataclass(frozen=True)
class SharedTask:
    """One task with the actors who have it and the statements (or measures) that say so."""

    notion: str
    query: str
    task: str
    actors: tuple[str, ...]
    statements: tuple[str, ...]


def shared_tasks(data: Data) -> list[SharedTask]:
    """Every task given to several actors, by notion, then by task."""
    names = [name for name in query_names("analyse") if name.startswith("analyse/shared/")]
    found = [task for name in names for task in _tasks(data, name)]
    return sorted(found, key=lambda task: (int(task.notion[1:]), task.query, task.task))


def _tasks(data: Data, name: str) -> Iterator[SharedTask]:
    heads = find_query(name).heads
    for task, rows in groupby(data.rows(name), key=lambda row: str(row["task"])):
        same = list(rows)
        named = (row.get(column) for row in same for column in ("actor", "other"))
        actors = {str(actor): None for actor in named if actor is not None}
        statements = {str(row["statement"]): None for row in same if row["statement"] is not None}
        if len(actors if heads["several"] == "actors" else statements) > 1:
            yield SharedTask(heads["notion"], name, task, tuple(actors), tuple(statements))
