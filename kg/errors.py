"""What can go wrong, as one tree. Libraries raise; only the command line prints and chooses the exit code.

    KgError                    message(lang), exit code 2
    ├── Misuse                 a wrong argument, an unknown municipality, graph or thing
    ├── UnreadableInput        a file or source that cannot be read; names file, place, what to do
    ├── MissingPart            no Java, no server, an extra that is not installed
    ├── StoreBusy              another process is writing to the store
    └── QueryFailed            the engine refused or stopped a query

Exit codes: 0 done; 1 the data says no (no answer, a Violation, row errors, an orphaned quote, inconsistency,
a failing certificate); 2 a KgError; 3 our bug.
"""

from enum import IntEnum

from kg import messages


class Exit(IntEnum):
    DONE = 0
    FOUND = 1
    MISUSE = 2
    BUG = 3


class KgError(Exception):
    """Something the user can mend. `key` names a text in the language files, `facts` fill it."""

    def __init__(self, key: str, /, **facts: object) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts

    def message(self, lang: str) -> str:
        return messages.text(self.key, lang, **self.facts)

    def __str__(self) -> str:
        return self.message("en")


class Misuse(KgError):
    pass


class UnreadableInput(KgError):
    pass


class MissingPart(KgError):
    pass


class StoreBusy(KgError):
    pass


class QueryFailed(KgError):
    pass
