"""Serve the explorer, SPARQL, linked data and questions as URLs on one port."""

import argparse
import contextlib
import socket
import sys
import threading
import time
import webbrowser
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.errors import Exit, Misuse

if TYPE_CHECKING:
    from kg.server.published import Publisher
    from kg.server.sparql.limits import Limits


WAITS = 300
"""How often we look whether the server answers, five times a second."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8501, help="default: 8501")
    parser.add_argument("--open", action="store_true", help="open the explorer in a browser when it is ready")
    parser.add_argument("--editable", action="store_true", help="let the explorer import, undo and forget")
    parser.add_argument("--no-explorer", action="store_true", help="only SPARQL, linked data and questions as URLs")
    parser.add_argument("--deadline", type=float, metavar="SECONDS", help="of one query (default: 10)")
    parser.add_argument("--memory", type=int, metavar="MEGABYTES", help="of one query (default: 1024)")
    parser.add_argument("--workers", type=int, metavar="N", help="processes for light queries (default: cores + 2)")
    parser.add_argument(
        "--connections", type=int, metavar="N", default=256, help="most of one client (default: 256; more for a proxy)"
    )


def run(args: argparse.Namespace) -> int:
    from kg.messages import text
    from kg.server.run import serve
    from kg.server.service import Service

    _free(args.host, args.port)
    service = Service(publisher(args), _limits(args))
    explorer = None if args.no_explorer else _settings(args)
    print(text("serve.starting", args.lang, host=args.host, port=args.port), file=sys.stderr)
    if args.open:
        _open_when_ready(args.host, args.port)
    serve(service, args.host, args.port, explorer, args.connections)
    return Exit.DONE


def publisher(args: argparse.Namespace) -> "Publisher":
    """What opens the data that `--store` and `--data` choose."""
    from kg.commands import kept_at, open_municipality
    from kg.server.published import Publisher

    return Publisher(lambda: open_municipality(args.data, store=args.store).data, kept_at(args.store))


def _open_when_ready(host: str, port: int) -> None:
    """Open the browser once the port answers, beside the server that is about to start."""

    def wait() -> None:
        for _ in range(WAITS):
            time.sleep(0.2)
            with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
                webbrowser.open(f"http://{host}:{port}/")
                return

    threading.Thread(target=wait, daemon=True).start()


def _limits(args: argparse.Namespace) -> "Limits":
    from kg.server.sparql.limits import Limits

    given = {
        "deadline": args.deadline,
        "memory": args.memory and args.memory << 20,
        "workers": args.workers,
    }
    return replace(Limits(), **{name: value for name, value in given.items() if value})


def _settings(args: argparse.Namespace) -> dict[str, str]:
    """What the explorer's pages read from the environment."""
    chosen = {
        "KG_DATA": args.data,
        "KG_LANG": args.lang,
        "KG_EDITABLE": "1" if args.editable else "",
        "KG_SERVED": f"http://{_reachable(args.host)}:{args.port}",
    }
    return chosen | ({"KG_STORE": str(args.store)} if args.store else {})


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104


def _free(host: str, port: int) -> None:
    """Refuse a taken port before anything is built."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Misuse("serve.port-taken", host=host, port=port, why=error.strerror) from error
