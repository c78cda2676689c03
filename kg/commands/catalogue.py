"""The commands that a program may offer as they are: read-only, with a JSON object each."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from kg.commands.ask import Ask, ask
from kg.commands.chain import Chain, chain
from kg.commands.coverage import Coverage, coverage
from kg.commands.impact import Impact, impact
from kg.commands.municipality import Municipality
from kg.commands.overlaps import Overlaps, overlaps
from kg.commands.raci import Raci, raci
from kg.commands.request import read_request
from kg.commands.sources import Gaps, Quotes, gaps, quotes
from kg.commands.statutory import Statutory, statutory
from kg.present.answers import result_json
from kg.present.chains import chain_json
from kg.present.matrix import matrix_json
from kg.present.statutory import statutory_json


@dataclass(frozen=True)
class Command:
    """A command with what it is asked, and how its result becomes JSON."""

    request: type
    run: Callable[[Municipality, Any], Any]
    json: Callable[[Any], Any]

    def answer(self, municipality: Municipality, given: Mapping[str, str], lang: str) -> Any:
        """The JSON of the command for the values of an address or tool call. Raises Misuse."""
        request: Any = read_request(self.request, given)
        return self.json(self.run(municipality, replace(request, lang=lang)))


COMMANDS: Mapping[str, Command] = {
    "ask": Command(Ask, ask, result_json),
    "chain": Command(Chain, chain, chain_json),
    "raci": Command(Raci, raci, matrix_json),
    "impact": Command(Impact, impact, lambda view: view.json()),
    "overlaps": Command(Overlaps, overlaps, lambda view: view.json()),
    "coverage": Command(Coverage, coverage, lambda view: view.json()),
    "gaps": Command(Statutory, statutory, statutory_json),
    "source-gaps": Command(Gaps, gaps, lambda view: view.json()),
    "quotes": Command(Quotes, quotes, lambda checks: [asdict(check) for check in checks]),
}
