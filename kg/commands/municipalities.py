"""Which municipalities can be asked: the shipped ones, then the imported ones, with their names."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from kg.load.fill import fill
from kg.load.shipped import KEPT_APART, SHARED, SHIPPED, SHORT_NAMES, municipality_files, municipality_of
from kg.messages import in_language
from kg.pipeline import store_path
from kg.rdf import Lit
from kg.store import EmbeddedStore, find_query
from kg.store.opening import snapshot
from kg.terms import ID


@dataclass(frozen=True)
class Known:
    """A municipality: its key in addresses, its names by language, and whether it is made up."""

    key: str
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    example: bool = False

    def name(self, lang: str) -> str:
        """Its name in a language, else in Finnish, else its key."""
        return in_language(self.labels, lang) or self.key


def municipalities(store: Path | str | None = None) -> tuple[Known, ...]:
    """The shipped ones in their order, then those that imports brought, by key."""
    held = snapshot(store_path(store))
    kept = _named(held)
    sources = (g for g in held.graph_names() if "/graph/" in g and g.rsplit("/", 1)[1] not in KEPT_APART)
    kept |= {m: Known(m) for g in sources if (m := municipality_of(g)) not in kept}
    shipped = {key: replace(kept.get(key) or _shipped(key), labels=SHORT_NAMES[key]) for key in SHIPPED}
    others = sorted(set(kept) - set(SHIPPED) - {SHARED})
    return (*shipped.values(), *(kept[key] for key in others))


@cache
def _shipped(key: str) -> Known:
    """A shipped municipality as its own files name it."""
    store = EmbeddedStore()
    fill(store, municipality_files(key))
    return _named(store).get(key) or Known(key)


def _named(store: EmbeddedStore) -> dict[str, Known]:
    labels: dict[str, dict[str, str]] = {}
    example: set[str] = set()
    for row in store.select(find_query("read/municipalities").bind({})):
        key, label = municipality_of(str(row["graph"])), row["label"]
        if str(row["thing"]).startswith(str(ID[f"{key}/"])) and isinstance(label, Lit):
            labels.setdefault(key, {}).setdefault(label.lang or "fi", str(label))
        if str(row["example"] or "") == "true":
            example.add(key)
    return {key: Known(key, names, key in example) for key, names in labels.items()}
