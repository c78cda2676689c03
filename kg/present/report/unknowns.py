"""What is not known, as JSON, sentences and a table: which decisions hold anyway, which turn, what to ask first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.analyse.networks import Network
from kg.analyse.unknowns import Stretch, Unknown
from kg.messages import listed
from kg.present.report.words import About
from kg.present.table import Table, Value, to_text


@dataclass(frozen=True)
class UnknownsView:
    """The networks without hours, those first that matter most."""

    found: Sequence[Unknown]
    networks: Mapping[str, Network]
    about: About

    def json(self) -> dict[str, Any]:
        return {"unknown": [self._json(one) for one in self.found], **self.about.marks()}

    def _json(self, one: Unknown) -> dict[str, Any]:
        return {
            "network": one.network.key,
            "missing": list(one.missing),
            "hours_at_stake": float(one.at_stake),
            "turning": one.turning,
            "stretches": [
                {
                    "hours_per_member": [float(stretch.low), float(stretch.high)],
                    "ends_in": stretch.end(one.network.key),
                    "moves": {n.key: other and other.key for n, other in stretch.plan.into.items()},
                }
                for stretch in one.stretches
            ],
        }

    def table(self) -> Table:
        say = self.about.say
        columns = ("unknown-network", "unknown-missing", "unknown-range", "unknown-answer", "unknown-stake")
        rows = [self._row(one) for one in self.found]
        return Table(say("unknowns-title"), [say(name) for name in columns], rows, say("unknowns-note"))

    def _row(self, one: Unknown) -> list[Value]:
        low, high = one.stretches[0].low, one.stretches[-1].high
        return [
            self.about.names.full(one.network),
            listed((self.about.say(f"missing-{name}") for name in one.missing), self.about.lang),
            f"{self.about.number(low)}–{self.about.number(high)}",
            self._answer(one),
            one.at_stake,
        ]

    def _answer(self, one: Unknown) -> str:
        say, others = self.about.say, [key for key in one.turning if key != one.network.key]
        ends = {stretch.end(one.network.key) for stretch in one.stretches}
        if len(ends) == 1:
            first = say("holds", what=self._end(one, one.stretches[0]))
        else:
            parts = (
                say("between", low=self.about.number(s.low), high=self.about.number(s.high), what=self._end(one, s))
                for s in one.stretches
            )
            first = say("turns", what="; ".join(parts))
        if not others:
            return first
        return f"{first} {say('others-turn', networks=listed((self._name(key) for key in others), self.about.lang))}"

    def _end(self, one: Unknown, stretch: Stretch) -> str:
        end = stretch.end(one.network.key)
        return (
            self.about.say("end-stays") if end == one.network.key else self.about.say("end-into", into=self._name(end))
        )

    def _name(self, key: str | None) -> str:
        return self.about.names.full(self.networks[key]) if key else self.about.say("nobody")

    def advice(self) -> list[str]:
        """What to ask first."""
        if not self.found:
            return [self.about.say("unknowns-none")]
        worth = [one for one in self.found if one.turning][:3]
        if not worth:
            return [self.about.say("unknowns-hold")]
        return [
            self.about.say("ask-first", networks=listed((self._name(o.network.key) for o in worth), self.about.lang))
        ]

    def text(self) -> str:
        head = self.about.head(self.about.say("unknowns-title"))
        table = [to_text(self.table(), self.about.lang)] if self.found else []
        return "\n\n".join([head, *self.advice(), *table]).rstrip() + "\n"
