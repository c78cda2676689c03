"""Near overlaps as JSON, text and a table; they are never among the exact pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kg.analyse.near import SIDES, NearPair
from kg.messages import listed
from kg.present.report.words import About
from kg.present.table import Table, Value, to_text


@dataclass(frozen=True)
class NearView:
    """The near pairs, those with the same task first, then by grade."""

    pairs: Sequence[NearPair]
    share: Decimal
    about: About

    def json(self) -> dict[str, Any]:
        return {
            "near": [
                {
                    "a": pair.first.key,
                    "b": pair.second.key,
                    "grade": pair.grade,
                    "sides": {side: pair.sides.get(side, "apart") for side in SIDES},
                    "members_shared": pair.members_shared,
                    "tasks": list(pair.tasks),
                }
                for pair in self.pairs
            ],
            "min_shared": float(self.share),
            **self.about.marks(),
        }

    def table(self) -> Table:
        say = self.about.say
        columns = ("near-first", "near-second", "near-grade", "near-why", "near-members")
        return Table(
            say("near-title"), [say(n) for n in columns], [self._row(pair) for pair in self.pairs], say("near-note")
        )

    def _row(self, pair: NearPair) -> list[Value]:
        say, names = self.about.say, self.about.names
        why = [say(f"near-{side}-{pair.sides.get(side, 'apart')}") for side in SIDES]
        if pair.tasks:
            tasks = listed((names.of(task) for task in pair.tasks), self.about.lang)
            why.insert(0, say("near-tasks", tasks=tasks))
        return [names.full(pair.first), names.full(pair.second), pair.grade, "; ".join(why), pair.members_shared]

    def text(self) -> str:
        head = self.about.head(self.about.say("near-title"))
        body = to_text(self.table(), self.about.lang) if self.pairs else self.about.say("near-none") + "\n"
        return f"{head}\n\n{body}"
