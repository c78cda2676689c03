"""The commands as read-only tools for AI assistants, over the Model Context Protocol.

Every answer carries its quotes, its sources and the version of the data. What the graph does not hold is answered
with «not in the graph»; nothing is added to it.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from mcp.server import MCPServer
from mcp.types import ToolAnnotations
from pydantic import Field

from kg import __version__
from kg.commands import Municipality
from kg.commands.catalogue import COMMANDS
from kg.commands.chain import things_named
from kg.errors import KgError
from kg.load.shipped import BASE
from kg.messages import LANGUAGES, text
from kg.rdf import Iri
from kg.server.catalogue import DCTERMS
from kg.server.things import Group, page_about
from kg.server.void import described_graphs
from kg.store import published_queries

MOST_ROWS = 200
_LANGUAGE = f"^({'|'.join(LANGUAGES)})$"
Lang = Annotated[str, Field(description="language of names and texts", pattern=_LANGUAGE)]
Day = Annotated[str, Field(description="only what was valid on this day, as 2014-06-01; empty = any day")]
Name = Annotated[str, Field(description="an IRI or a name in Finnish, Swedish or English", max_length=500)]


def server(municipality: Municipality, version: str, lang: str) -> MCPServer[Any]:
    """A server of tools over one municipality's data."""
    built: MCPServer[Any] = MCPServer(
        "vastuuverkko", version=__version__, instructions=text("mcp.instructions", "en", municipality=municipality.name)
    )
    reading = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    for tool in Tools(municipality, version, lang).all():
        name = tool.__name__
        built.add_tool(tool, name=name, description=text(f"mcp.{name}", "en"), annotations=reading)
    return built


class Tools:
    """The tools, as plain functions."""

    def __init__(self, municipality: Municipality, version: str, lang: str) -> None:
        self.municipality = municipality
        self.data = municipality.data
        self.version = version
        self.lang = lang
        self.example = municipality.example

    def all(self) -> list[Callable[..., dict[str, Any]]]:
        return [
            *(self.ask, self.chain, self.raci, self.impact, self.overlaps, self.coverage, self.gaps),
            *(self.queries, self.describe),
        ]

    def ask(
        self, question: Annotated[str, Field(max_length=500)], lang: Lang = "fi", as_of: Day = ""
    ) -> dict[str, Any]:
        return self._command("ask", lang, question=question, as_of=as_of)

    def chain(
        self,
        start: Name,
        end: Name = "",
        direction: Literal["down", "up"] = "down",
        lang: Lang = "fi",
        as_of: Day = "",
    ) -> dict[str, Any]:
        return self._command("chain", lang, **{"from": start, "to": end, "direction": direction, "as_of": as_of})

    def overlaps(self, area: Name = "", theme: Name = "", lang: Lang = "fi", as_of: Day = "") -> dict[str, Any]:
        return self._command("overlaps", lang, area=area, theme=theme, as_of=as_of)

    def coverage(self, lang: Lang = "fi", as_of: Day = "") -> dict[str, Any]:
        return self._command("coverage", lang, as_of=as_of)

    def raci(self, thing: Name = "", lang: Lang = "fi", as_of: Day = "") -> dict[str, Any]:
        return self._command("raci", lang, object=thing, as_of=as_of)

    def impact(self, thing: Name, lang: Lang = "fi", as_of: Day = "") -> dict[str, Any]:
        return self._command("impact", lang, thing=thing, as_of=as_of)

    def gaps(self, lang: Lang = "fi", as_of: Day = "") -> dict[str, Any]:
        return self._command("gaps", lang, as_of=as_of)

    def queries(self, name: str = "", params: dict[str, str] | None = None) -> dict[str, Any]:
        if not name:
            return self._signed(
                {
                    "queries": [
                        {"name": name, "question": q.question, "params": list(q.params)}
                        for name, q in published_queries().items()
                    ]
                }
            )
        query = published_queries().get(name)
        if query is None:
            return self._refused(text("serve.no-question", "en", name=name))
        given = {p: _term(v) for p, v in (params or {}).items()}
        try:
            rows = self.data.rows(query.name, **given)
        except KgError as error:
            return self._refused(error.message("en"))
        return self._signed({"rows": [dict(r) for r in rows[:MOST_ROWS]], "rows_total": len(rows)})

    def describe(self, thing: Name, lang: Lang = "fi") -> dict[str, Any]:
        try:
            iri = thing if thing.startswith(BASE) else things_named(self.municipality, thing)[0].iri
            page = page_about(self.data, iri, lang)
        except KgError as error:
            return self._refused(error.message(lang))
        if page is None:
            return self._refused(text("serve.not-in-graph", lang))
        kinds = [kind.text for kind in page.kinds]
        said = [_group(g) for g in page.groups]
        return self._signed({"iri": page.iri, "name": page.title, "kinds": kinds, "said": said})

    def _command(self, name: str, lang: str, **given: str) -> dict[str, Any]:
        try:
            found = COMMANDS[name].answer(self.municipality, given, lang)
        except KgError as error:
            return self._refused(error.message(lang))
        return self._signed({"result": found})

    def _signed(self, found: dict[str, Any]) -> dict[str, Any]:
        """The answer with the version of the data and the sources that it may rest on."""
        titles = {g: str(next(iter(said.get(DCTERMS + "title", [])), g)) for g, said in self._described().items()}
        return {**found, "data_version": self.version, "made_up_example": self.example, "sources": titles}

    def _refused(self, why: str) -> dict[str, Any]:
        return {"in_graph": False, "why": why, "data_version": self.version}

    def _described(self) -> Any:
        return described_graphs(self.data)


def _group(group: Group) -> dict[str, Any]:
    values = [{"text": v.text, **({"iri": v.iri} if v.iri else {})} for v in group.values]
    return {"property": group.name, "values": values, "sources": [s.iri for s in group.sources]}


def _term(value: str) -> Iri | str:
    return Iri(value) if value.startswith(("http://", "https://")) else value
