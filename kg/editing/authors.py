"""Authors taken out of the record: their acts stay and stay sealed, nobody can tell any more whose they were."""

from pathlib import Path

from kg.editing.roles import LOCAL
from kg.errors import Misuse
from kg.rdf import Quad
from kg.store import EmbeddedStore
from kg.store.acts import Deed, act_quads
from kg.store.disk import apply, rewrite
from kg.store.kept import untouched
from kg.store.opening import alone

FORGET = "forget-author"


def forget_author(path: Path, account: str, by: str = LOCAL) -> list[str]:
    """Remove an account from every municipality's authors, and from the store's files; returns the municipalities.

    Given again after it was stopped, it finishes: the store is written anew whether or not the account still stands
    there. Raises Misuse where nothing was ever written.
    """
    if not path.exists():
        raise Misuse("roles.no-such-author", account=account)
    with alone(path), untouched(path):
        store = EmbeddedStore(path, read_only=True)
        graphs = [g for g in store.graph_names() if g.endswith("/authors")]
        gone = [q for g in graphs for q in store.quads(g) if str(q[2]).casefold() == account.strip().casefold()]
        del store
        if gone:
            apply(path, gone, _noted(path, gone, by))
        rewrite(path)
    return sorted({_municipality(q) for q in gone})


def _noted(path: Path, gone: list[Quad], by: str) -> list[Quad]:
    return [n for q in gone for n in act_quads(path, _municipality(q), [Deed(FORGET, by, about=str(q[0]))])]


def _municipality(quad: Quad) -> str:
    return str(quad[3]).rsplit("/", 2)[1]
