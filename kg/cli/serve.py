"""Serve the explorer, SPARQL, linked data and questions as URLs on one port."""

import argparse
import contextlib
import socket
import sys
import threading
import time
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import Exit, Misuse

if TYPE_CHECKING:
    from kg.server.identity import SignIn
    from kg.server.published import Publisher
    from kg.server.sparql.limits import Limits


WAITS = 300
"""How often we look whether the server answers, five times a second."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8501, help="default: 8501")
    parser.add_argument("--open", action="store_true", help="open the explorer in a browser when it is ready")
    parser.add_argument(
        "--editable", action="store_true", help="whoever works on this machine may propose, decide, import"
    )
    parser.add_argument("--sign-in-header", metavar="NAME", help="the header in which a proxy names who signed in")
    parser.add_argument(
        "--proxy", action="append", default=[], metavar="ADDRESS", help="of the proxy, or of its network (10.0.0.0/24)"
    )
    parser.add_argument("--oidc", metavar="FILE.toml", help="sign in by OpenID Connect: Streamlit's [auth] section")
    parser.add_argument("--people", metavar="FILE.toml", help="which account has which role")
    parser.add_argument("--private", action="store_true", help="nobody reads without having signed in")
    parser.add_argument("--no-explorer", action="store_true", help="only SPARQL, linked data and questions as URLs")
    parser.add_argument("--deadline", type=float, metavar="SECONDS", help="of one query (default: 10)")
    parser.add_argument("--memory", type=int, metavar="MEGABYTES", help="of one query (default: 1024)")
    parser.add_argument("--workers", type=int, metavar="N", help="processes for light queries (default: cores + 2)")
    parser.add_argument(
        "--connections", type=int, metavar="N", default=256, help="most of one client (default: 256; more for a proxy)"
    )


def run(args: argparse.Namespace) -> int:
    from kg.messages import text
    from kg.server.run import Listening, serve
    from kg.server.service import Service

    _free(args.host, args.port)
    service = Service(publisher(args), _limits(args))
    rule = _rule(args)
    explorer = None if args.no_explorer else _settings(args, rule)
    print(text("serve.starting", args.lang, host=args.host, port=args.port), file=sys.stderr)
    if args.open:
        _open_when_ready(args.host, args.port)
    listening = Listening(args.host, args.port, args.connections, rule, args.oidc or "")
    serve(service, listening, explorer)
    return Exit.DONE


def publisher(args: argparse.Namespace) -> "Publisher":
    """What opens the data that `--store` and `--data` choose."""
    from kg.commands import kept_at, open_municipality
    from kg.server.published import Publisher

    return Publisher(lambda: open_municipality(args.data, store=args.store).in_memory(None), kept_at(args.store))


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


def _rule(args: argparse.Namespace) -> "SignIn":
    """How people sign in; raises Misuse for what does not go together."""
    from kg.commands.roles import read_people
    from kg.server.identity import HERE, SignIn, networks, page_paths

    how = "proxy" if args.sign_in_header else "oidc" if args.oidc else ""
    if args.sign_in_header and args.oidc:
        raise Misuse("roles.one-way")
    if bool(args.sign_in_header) != bool(args.proxy):
        raise Misuse("roles.header-and-proxy")
    if args.editable and (how or args.host not in HERE):
        raise Misuse("roles.editable-alone")
    if args.private and not how:
        raise Misuse("roles.private-needs-sign-in")
    if args.oidc and not Path(args.oidc).is_file():
        raise Misuse("roles.no-oidc-file", path=args.oidc)
    read_people(Path(args.people) if args.people else None)
    header = (args.sign_in_header or "").lower()
    pages = frozenset() if args.no_explorer else page_paths()
    return SignIn(how, header, networks(args.proxy), args.private, local=args.editable, pages=pages)


def _settings(args: argparse.Namespace, rule: "SignIn") -> dict[str, str]:
    """What the explorer's pages read from the environment."""
    chosen = {
        "KG_DATA": args.data,
        "KG_LANG": args.lang,
        "KG_EDITABLE": "1" if args.editable else "",
        "KG_SERVED": f"http://{_reachable(args.host)}:{args.port}",
        "KG_SIGN_IN": rule.how,
        "KG_HEADER": rule.header,
        "KG_PEOPLE": str(Path(args.people).absolute()) if args.people else "",
        "KG_PRIVATE": "1" if rule.private else "",
        "KG_INSIDE": rule.token,
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
