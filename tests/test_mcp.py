"""The tools for AI assistants: read-only, over stdio, every answer signed with sources and version."""

import asyncio
import json
import sys
from typing import Any

import pytest

mcp = pytest.importorskip("mcp", reason="the extra mcp is not installed")

from kg.commands import open_municipality  # noqa: E402
from kg.mcp import Tools, server  # noqa: E402

TOOLS = {"ask", "chain", "raci", "impact", "overlaps", "coverage", "gaps", "queries", "describe"}


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools(open_municipality("helsinki", store="/nonexistent"), "v1", "fi")


def test_every_answer_names_sources_and_version(tools: Tools) -> None:
    found = tools.ask("Kuka seuraa turvallisuussuunnitelman toteutumista?")
    assert found["data_version"] == "v1"
    assert found["made_up_example"] is False
    assert found["result"]["answered"] is True
    assert all(a["evidence"] for a in found["result"]["answers"])
    assert any("graph/helsinki/seed" in graph for graph in found["sources"])


def test_what_is_not_in_the_graph_is_not_answered(tools: Tools) -> None:
    asked = tools.ask("Kuka voitti jääkiekon maailmanmestaruuden?")
    assert asked["result"]["answered"] is False
    assert asked["result"]["answers"] == []
    assert tools.describe("Atlantiksen kaupunginhallitus")["in_graph"] is False
    assert tools.queries("no-such-question")["in_graph"] is False


def test_a_thing_is_described_with_its_sources(tools: Tools) -> None:
    found = tools.describe("kaupunginhallitus")
    assert found["iri"].endswith("/body/kaupunginhallitus")
    assert all(entry["sources"] for entry in found["said"])


def test_questions_are_listed_and_asked(tools: Tools) -> None:
    names = {q["name"] for q in tools.queries()["queries"]}
    assert "sources" in names
    found = tools.queries("sources")
    assert found["rows_total"] >= len(found["rows"]) > 0


def test_the_made_up_city_says_that_it_is() -> None:
    found = Tools(open_municipality("mallila", store="/nonexistent"), "v1", "fi").overlaps()
    assert found["made_up_example"] is True
    assert found["result"]["pairs"]


def test_all_tools_are_read_only() -> None:
    listed = asyncio.run(server(open_municipality("mallila", store="/nonexistent"), "v1", "fi").list_tools())
    assert {tool.name for tool in listed} == TOOLS
    for tool in listed:
        assert tool.annotations is not None
        assert (tool.annotations.read_only_hint, tool.annotations.destructive_hint) == (True, False)
        assert tool.description


def test_a_client_asks_over_stdio() -> None:
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async def talk() -> tuple[set[str], Any]:
        command = StdioServerParameters(command=sys.executable, args=["-m", "kg", "mcp", "--store", "/nonexistent"])
        async with stdio_client(command) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            listed = await session.list_tools()
            found = await session.call_tool("ask", {"question": "Kuka johtaa kaupungin turvallisuussuunnittelua?"})
            return {tool.name for tool in listed.tools}, found

    names, found = asyncio.run(talk())
    assert names == TOOLS
    answer = json.loads(found.content[0].text)
    assert answer["result"]["lang"] == "fi"
    assert answer["data_version"]


def test_the_matrix_the_losses_and_the_gaps_are_tools_too(tools: Tools) -> None:
    assert tools.raci("kaupungin turvallisuussuunnitelma")["result"]["cells"]
    assert tools.impact("turvallisuus- ja valmiusyksikkö")["result"]["losses"]
    assert tools.gaps(as_of="2026-06-01")["result"]["duties"]
    assert tools.impact("ei tällaista ole")["in_graph"] is False
