"""The front of plans as JSON, text and a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kg.analyse.front import Front, Point
from kg.analyse.milp import hours_after
from kg.present.report.words import About
from kg.present.table import Table, Value, to_text

NAMED = 5


@dataclass(frozen=True)
class FrontView:
    """The points of a front, ready to be shown. `by_residents` tells whether areas weigh by their residents."""

    front: Front
    by_residents: bool
    about: About

    @property
    def points(self) -> Sequence[Point]:
        return self.front.points

    @property
    def hours_before(self) -> Fraction:
        return hours_after(self.front.networks, {})

    def kept(self, point: Point) -> Fraction:
        """The part of what is served now that is still served, weighed by residents where they are known."""
        return 1 - Fraction(point.weight, self.front.served.weight or 1)

    def json(self) -> dict[str, Any]:
        return {
            "against": self.front.against,
            "complete": self.front.whole,
            "weighted_by": "residents" if self.by_residents else "cells",
            "hours_before": float(self.hours_before),
            "points": [self._point_json(point) for point in self.points],
            **self.about.marks(),
        }

    def _point_json(self, point: Point) -> dict[str, Any]:
        worst = point.worst
        return {
            "hours": float(point.hours),
            "saved": float(self.hours_before - point.hours),
            "networks": len(self.front.networks) - len(point.into),
            "cells": {"before": self.front.served.cells, "lost": point.cells},
            "coverage": float(self.kept(point)),
            "worst": {
                "iri": worst.side,
                "label": self.about.names.every(worst.side) if worst.side else {},
                "lost": float(worst.lost),
            },
            "without_successor": [network.key for network in point.nowhere],
            "dissolve": [{"network": n.key, "into": other and other.key} for n, other in point.into.items()],
            "wish_to_dissolve": sorted(self.front.asked(point).dissolve),
        }

    def table(self) -> Table:
        say = self.about.say
        columns = (
            "point-hours",
            "point-saved",
            "point-kept",
            "point-lost",
            "point-worst",
            "point-networks",
            "point-gone",
        )
        return Table(
            say("front-title"), [say(name) for name in columns], [self._row(p) for p in self.points], self.note
        )

    def _row(self, point: Point) -> list[Value]:
        return [
            point.hours,
            self.hours_before - point.hours,
            f"{self.about.number(self.kept(point) * 100)} %",
            point.cells,
            self.worst(point),
            len(self.front.networks) - len(point.into),
            self._gone(point),
        ]

    def _gone(self, point: Point) -> str:
        names = [self.about.names.full(network) for network in point.nowhere]
        if len(names) > NAMED:
            return self.about.say("and-more", names=", ".join(names[: NAMED - 1]), more=len(names) - NAMED + 1)
        return ", ".join(names) or self.about.say("nobody")

    def worst(self, point: Point) -> str:
        """Who loses the largest part of what is served for them, and how much of it."""
        if point.worst.side is None:
            return self.about.say("nobody")
        share = self.about.number(point.worst.lost * 100)
        return f"{self.about.names.of(point.worst.side)}: {share} %"

    @property
    def note(self) -> str:
        say = self.about.say
        notes = [say(f"front-{self.front.against}"), say("front-residents" if self.by_residents else "front-cells")]
        return " ".join([*notes, say("front-whole" if self.front.whole else "front-part")])

    def text(self) -> str:
        return f"{self.about.head(self.about.say('front-title'))}\n\n{to_text(self.table(), self.about.lang)}"
