"""What wishes cost, as JSON, sentences and a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kg.analyse.networks import Network
from kg.analyse.prices import MANDATORY, GivenUp, Price, Wish
from kg.messages import listed
from kg.present.report.words import About
from kg.present.table import Table, Value, to_text


@dataclass(frozen=True)
class PricesView:
    """Each wish with its price, and what to give up for a target. `hours` is the plan's with all wishes."""

    hours: Fraction
    prices: Sequence[Price]
    given_up: GivenUp | None
    networks: Mapping[str, Network]
    about: About

    def json(self) -> dict[str, Any]:
        return {
            "hours": float(self.hours),
            "wishes": [
                {**_wish_json(price.wish), "hours": float(price.hours), "proven": price.proven} for price in self.prices
            ],
            "give_up": self._given_up_json(),
            **self.about.marks(),
        }

    def _given_up_json(self) -> dict[str, Any] | None:
        found = self.given_up
        if found is None:
            return None
        return {
            "target": float(found.target),
            "wishes": [_wish_json(wish) for wish in found.wishes],
            "saved": float(found.saved),
            "reached": found.reached,
            "complete": found.whole,
        }

    def wish(self, wish: Wish) -> str:
        """A wish in words."""
        named = listed((self.about.names.full(self.networks[key]) for key in wish.networks), self.about.lang)
        return self.about.say(f"wish-{wish.kind}", networks=named)

    def price(self, price: Price) -> str:
        """A price in a sentence."""
        hours = self.about.number(abs(price.hours))
        kind = "none" if not price.hours else "costs" if price.hours > 0 else "saves"
        return self.about.say(f"price-{kind}", hours=hours)

    def table(self, mandatory: bool = True) -> Table:
        """The dearest first; `mandatory` networks are no wishes, but what they cost may be told too."""
        shown = [price for price in self.prices if mandatory or price.wish.kind != MANDATORY]
        ordered = sorted(shown, key=lambda price: (-price.hours, price.wish))
        rows: list[list[Value]] = [[self.wish(price.wish), price.hours, self.price(price)] for price in ordered]
        say = self.about.say
        return Table(say("prices-title"), [say(n) for n in ("wish", "price", "price-words")], rows, say("prices-note"))

    def advice(self) -> list[str]:
        """What to give up for the target, in a sentence."""
        found = self.given_up
        if found is None:
            return []
        facts = {"target": self.about.number(found.target), "saved": self.about.number(found.saved)}
        if not found.wishes or not found.reached:
            return [self.about.say("give-up-none", **facts)]
        wishes = "; ".join(self.wish(wish) for wish in found.wishes)
        return [self.about.say("give-up" if found.whole else "give-up-perhaps", wishes=wishes, **facts)]

    def text(self) -> str:
        head = self.about.head(self.about.say("prices-title"))
        table = to_text(self.table(), self.about.lang) if self.prices else self.about.say("prices-none") + "\n"
        return "\n\n".join([head, *self.advice(), table])


def _wish_json(wish: Wish) -> dict[str, Any]:
    return {"kind": wish.kind, "networks": list(wish.networks)}
