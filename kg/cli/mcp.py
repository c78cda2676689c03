"""Answer an AI assistant's questions from the graph, read-only, over standard input and output."""

import argparse

from kg.errors import Exit, MissingPart


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """No options of its own: --store and --data choose the graph."""


def run(args: argparse.Namespace) -> int:
    try:
        from kg.mcp import server
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("mcp"):
            raise
        raise MissingPart("mcp.not-installed") from error
    from kg.cli.serve import publisher
    from kg.commands import Municipality

    published = publisher(args)
    data, version = published.read()
    published.close()
    server(Municipality(data), version, args.lang).run("stdio")
    return Exit.DONE
