"""What things are called in a document of one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kg.analyse.networks import Network
from kg.messages import day as written
from kg.messages import in_language, number, text
from kg.store import Data


class Names:
    """The names of things; where the language has none, another language's, in the order of `LANGUAGES`."""

    def __init__(self, labels: Mapping[str, Mapping[str, str]], lang: str) -> None:
        self.labels = labels
        self.lang = lang

    def of(self, thing: str) -> str:
        return in_language(self.labels.get(thing, {}), self.lang) or thing.rsplit("/", 1)[-1]

    def every(self, thing: str) -> dict[str, str]:
        return dict(self.labels.get(thing, {}))

    def full(self, network: Network) -> str:
        """A network by name and id: «Keskustan nuorten verkosto (V001)»."""
        name = self.of(network.iri)
        return name if network.key in (network.iri, name) else f"{name} ({network.key})"

    def short(self, key: str) -> str:
        """A network's id; where it has none, the name that its IRI ends with."""
        return self.of(key) if "/" in key else key

    def several(self, things: object) -> str:
        """Names in alphabetical order, with commas."""
        assert isinstance(things, (set, frozenset, list, tuple))
        return ", ".join(sorted(self.of(thing) for thing in things))


def city_name(data: Data, lang: str) -> str:
    """What the municipality of the data is called."""
    found = data.rows("analyse/municipality-name", municipality=data.municipality)
    by_lang = {getattr(row["label"], "lang", "fi"): str(row["label"]) for row in found}
    return in_language(by_lang, lang) or data.municipality.capitalize()


@dataclass(frozen=True)
class About:
    """What every view of one day and language knows: names, day, and whether the data are made up."""

    names: Names
    day: date
    example: bool

    @property
    def lang(self) -> str:
        return self.names.lang

    @property
    def written(self) -> str:
        return written(self.day, self.lang)

    def say(self, name: str, /, **facts: object) -> str:
        """A sentence of the area `choice`."""
        return text(f"choice.{name}", self.lang, **facts)

    def number(self, value: float | Fraction) -> str:
        return number(value, self.lang)

    def head(self, title: str) -> str:
        """Title, day, and that the data are made up where they are."""
        example = [text("report.example", self.lang)] if self.example else []
        return "\n".join([title, text("analyse.prune-as-of", self.lang, day=self.written), *example])

    def marks(self) -> dict[str, object]:
        """What every JSON object says of itself."""
        return {"as_of": self.day.isoformat(), "example": self.example}
