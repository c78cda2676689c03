"""Why a network stays or goes, in sentences and as JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kg.analyse.cells import CellIndex
from kg.analyse.explain import DEARER, GOES, MANDATORY, UNPRICED, Explanation, Nearest
from kg.analyse.successors import hourly
from kg.analyse.suppose import Verdict
from kg.analyse.turning import HOURS, MEMBERS, Turn
from kg.messages import listed
from kg.present.report.boxes import box_json, box_words
from kg.present.report.words import About

BOXES = 3
NAMED = 6


@dataclass(frozen=True)
class ExplanationView:
    """One network's explanation, ready to be shown in one language."""

    found: Explanation
    index: CellIndex
    about: About

    def json(self) -> dict[str, Any]:
        found = self.found
        return {
            "network": found.network.key,
            "stays": found.stays,
            "reason": found.reason,
            "into": found.into and found.into.key,
            "only_cells": len(found.only),
            "only": [box_json(box) for box in self.index.boxes(found.only, 1000)],
            "if_free": self._verdict_json(found.verdict),
            "elsewhere": [
                {"network": one.network.key, "hours_more": None if one.more is None else float(one.more)}
                for one in found.elsewhere
            ],
            "nearest": [
                {
                    "network": near.network.key,
                    "lacks": {"area": sorted(near.areas), "theme": sorted(near.themes), "group": sorted(near.groups)},
                }
                for near in found.nearest
            ],
            "turns": [
                {
                    "side": turn.side,
                    "without": list(turn.without),
                    "added": list(turn.added),
                    "hours_per_member": None if turn.price is None else float(turn.price),
                }
                for turn in found.turns
            ],
            "sentences": self.sentences(),
            **self.about.marks(),
        }

    def _verdict_json(self, verdict: Verdict | None) -> dict[str, Any] | None:
        return {"stays": verdict.stays, "hours_saved": float(verdict.gain)} if verdict else None

    def sentences(self) -> list[str]:
        """Why, why there, and what would turn it."""
        return [*self._why(), *self._only(), *self._where(), *self._turning()]

    def _why(self) -> Iterator[str]:
        found, full = self.found, self.about.names.full
        into = full(found.into) if found.into else ""
        gain = found.verdict.gain if found.verdict else Fraction()
        basis = self.about.names.several(found.network.bases)
        facts = {"network": full(found.network), "into": into, "hours": self.about.number(abs(gain))}
        name = "stays-mandatory-by" if found.reason == MANDATORY and basis else self._reason()
        yield self.about.say(name, basis=basis, **facts)
        if found.reason in (MANDATORY, "kept") and found.verdict:
            end = found.verdict.goes.into if found.verdict.goes else {}
            other = next((o for n, o in end.items() if n.key == found.network.key and o), None)
            goes = not found.verdict.stays and other is not None
            then = full(other) if other else ""
            yield self.about.say("free-goes" if goes else "free-stays", into=then, hours=facts["hours"])

    def _reason(self) -> str:
        verdict = self.found.verdict
        if self.found.reason == DEARER and verdict and not verdict.gain:
            return "stays-even"
        return self.found.reason if not self.found.stays else f"stays-{self.found.reason}"

    def _only(self) -> Iterator[str]:
        codes = self.found.only
        if not len(codes):
            yield self.about.say("only-none")
            return
        boxes = self.index.boxes(codes, BOXES)
        words = "; ".join(box_words(box, self.about.names, self.about.lang) for box in boxes)
        yield self.about.say("only", cells=len(codes), what=words)

    def _where(self) -> Iterator[str]:
        if self.found.reason == UNPRICED:
            return
        for one in self.found.elsewhere:
            name = "elsewhere-never" if one.more is None else "elsewhere" if one.more > 0 else "elsewhere-same"
            hours = self.about.number(one.more or Fraction())
            yield self.about.say(name, other=self.about.names.full(one.network), hours=hours)
        for near in self.found.nearest:
            yield self.about.say("nearest", other=self.about.names.full(near.network), what=self._lacking(near))

    def _lacking(self, near: Nearest) -> str:
        sides = (("area", near.areas), ("theme", near.themes), ("group", near.groups))
        return "; ".join(f"{self.about.say(f'side-{name}')}: {self._named(tuple(v))}" for name, v in sides if v)

    def _named(self, things: tuple[str, ...]) -> str:
        names = sorted(self.about.names.of(thing) for thing in things)
        if len(names) <= NAMED:
            return listed(names, self.about.lang)
        return self.about.say("and-more", names=", ".join(names[: NAMED - 1]), more=len(names) - NAMED + 1)

    def _turning(self) -> Iterator[str]:
        turns = self.found.turns
        if not turns and self.found.reason in (GOES, DEARER, "alone"):
            yield self.about.say("turn-none")
        for turn in turns:
            yield self._turn(turn)

    def _turn(self, turn: Turn) -> str:
        say = self.about.say
        if turn.side == HOURS and turn.price is not None:
            now = hourly(self.found.network)
            return say(
                "turn-more" if self.found.stays else "turn-less",
                hours=self.about.number(turn.price),
                now=self.about.number(now),
            )
        if turn.side == MEMBERS:
            parts = [("turn-leave", turn.without), ("turn-join", turn.added)]
            return say(
                "turn-members", what=listed((say(n, who=self._named(w)) for n, w in parts if w), self.about.lang)
            )
        name = "turn-without" if turn.without else "turn-with"
        things = turn.without or turn.added
        return say(name, side=say(f"side-{turn.side}").lower(), what=self._named(things), count=len(things))

    def text(self) -> str:
        head = self.about.head(self.about.say("explain-title", network=self.about.names.full(self.found.network)))
        return "\n".join([head, "", *self.sentences(), ""])
