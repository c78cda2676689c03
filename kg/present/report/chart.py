"""The front of plans as a picture: hours against coverage, with the plan that is proposed and how it is now."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil

import typst

from kg.analyse.front import Point
from kg.messages import text
from kg.present.report.front import FrontView
from kg.present.report.page import TEMPLATES

TICKS = 4
PRINT = 200.0
"""Pixels an inch."""


@dataclass(frozen=True)
class Picture:
    """One picture for every kind of document, with what it shows in words."""

    source: bytes
    value: str
    alt: str

    @cached_property
    def svg(self) -> bytes:
        return self._made("svg")

    @cached_property
    def png(self) -> bytes:
        return self._made("png", ppi=PRINT)

    def _made(self, kind: str, **options: float) -> bytes:
        made = typst.compile(self.source, format=kind, sys_inputs={"chart": self.value}, **options)  # type: ignore[call-overload]
        assert isinstance(made, bytes)
        return made


def front_picture(view: FrontView, proposed: Fraction, called: str = "") -> Picture:
    """The front with the point of the `proposed` hours marked, and `called` so: the proposal where nothing is given."""
    say, number = view.about.say, view.about.number
    step = _step(view.hours_before / TICKS)
    most = step * max(ceil(view.hours_before / step), 1)
    lowest = min((view.kept(point) for point in view.points), default=Fraction())
    floor = Fraction(int(lowest * 5), 5) if lowest < 1 else Fraction(0)

    def y(kept: Fraction) -> float:
        return float((kept - floor) / (1 - floor))

    def spot(point: Point) -> dict[str, object]:
        here = point.hours == proposed
        return {
            "x": float(point.hours / most),
            "y": y(view.kept(point)),
            "proposal": here,
            "text": f"{called or say('chart-proposal')} {number(point.hours)} h" if here else "",
        }

    value = {
        "lang": view.about.lang,
        "warning": text("report.example", view.about.lang) if view.about.example else "",
        "horizontal": say("chart-hours"),
        "vertical": say("chart-coverage"),
        "rows": [
            {"y": i / TICKS, "text": f"{number((floor + (1 - floor) * i / TICKS) * 100)} %"} for i in range(TICKS + 1)
        ],
        "columns": [{"x": float(step * i / most), "text": number(step * i)} for i in range(int(most / step) + 1)],
        "points": [spot(point) for point in view.points],
        "now": {
            "x": float(view.hours_before / most),
            "y": y(Fraction(1)),
            "text": say("chart-now", hours=number(view.hours_before)),
        },
    }
    return Picture((TEMPLATES / "front.typ").read_bytes(), json.dumps(value, ensure_ascii=False), _alt(view, proposed))


def _step(least: Fraction) -> Fraction:
    """The smallest of 1, 2, 5, 10, 20 … that is not below."""
    power = Fraction(1)
    while power * 10 < least:
        power *= 10
    return next(power * n for n in (1, 2, 5, 10) if power * n >= least)


def _alt(view: FrontView, proposed: Fraction) -> str:
    say, number = view.about.say, view.about.number
    points: Sequence[Point] = view.points
    listed = "; ".join(
        say("chart-point", hours=number(point.hours), share=number(view.kept(point) * 100)) for point in points
    )
    return say("chart-alt", before=number(view.hours_before), after=number(proposed), points=listed)
