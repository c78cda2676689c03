"""The record of who did what, as text, CSV and JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.messages import text
from kg.present.table import Table, Value, to_csv
from kg.store.acts import Act


@dataclass(frozen=True)
class AuditView:
    """The acts, the accounts of their authors, and the number of the first act whose seal does not hold."""

    log: Sequence[Act]
    accounts: Mapping[str, str]
    broken: int | None
    lang: str

    def json(self) -> dict[str, Any]:
        """The whole record for programs; an author who was forgotten is called by a key."""
        acts = [
            {
                "number": a.number,
                "time": a.time.isoformat(),
                "kind": a.kind,
                "author": self._author(a),
                "about": a.about or None,
                "reason": a.reason or None,
                "data": dict(a.data),
                "change": a.made or None,
                "seal": a.seal,
            }
            for a in self.log
        ]
        return {"sealed": self.broken is None, "broken_at": self.broken, "acts": acts}

    def table(self) -> Table:
        columns = ["number", "time", "kind", "author", "about", "reason", "change", "seal"]
        rows: list[list[Value]] = [
            [a.number, a.time.isoformat(), a.kind, self._author(a), a.about, a.reason, a.made, a.seal] for a in self.log
        ]
        return Table("audit", columns, rows)

    def csv(self) -> bytes:
        return to_csv(self.table())

    def text(self) -> str:
        """One line an act, and whether the record is whole."""
        lines = [
            f"{a.number}  {a.time.astimezone():%-d.%-m.%Y %H:%M}  {text(f'proposals.act-{a.kind}', self.lang)}  "
            f"{self._author(a)}  {a.about.rsplit('/id/', 1)[-1]}  {a.reason}".rstrip()
            for a in self.log
        ]
        whole = "roles.sealed" if self.broken is None else "roles.seal-broken"
        return "\n".join([*lines, text(whole, self.lang, n=len(self.log), number=self.broken)]) + "\n"

    def _author(self, act: Act) -> str:
        return self.accounts.get(act.author, act.author)
