"""Overlapping pairs as JSON, as a table and as a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kg.analyse.lookalikes import reasons_to_stay
from kg.analyse.networks import find_named, read_around, read_labels, read_networks
from kg.analyse.overlap import DIMENSIONS, Around, Pair, find_pairs
from kg.analyse.shared_tasks import SharedTask, shared_tasks
from kg.messages import day as written
from kg.messages import number, text
from kg.present.report.page import Document, Section
from kg.present.report.words import Names
from kg.present.table import Table, Value, to_text
from kg.store import Data

Reasons = Mapping[tuple[str, str], Sequence[str]]


def pairs_json(pairs: Sequence[Pair], reasons: Reasons, names: Names) -> list[dict[str, Any]]:
    """The pairs as the contract of `kg overlaps` says, with names, the parts of the score and reasons to stay apart."""
    return [
        {
            "a": pair.first.key,
            "b": pair.second.key,
            "score": float(pair.score),
            "members_shared": pair.members_shared,
            "relations": {name: pair.relations[name] for name in DIMENSIONS},
            "cluster": pair.cluster,
            "parts": {name: float(pair.parts[name]) for name in DIMENSIONS},
            "stay": list(reasons[pair.first.key, pair.second.key]),
            "labels": {"a": names.every(pair.first.iri), "b": names.every(pair.second.iri)},
        }
        for pair in pairs
    ]


def pairs_table(pairs: Sequence[Pair], reasons: Reasons, names: Names, lang: str) -> Table:
    """One row a pair."""
    columns = [
        *("first", "first-name", "second", "second-name", "score"),
        *(f"part-{name}" for name in DIMENSIONS),
        "members-shared",
        *(f"relation-{name}" for name in DIMENSIONS),
        *("cluster", "stay"),
    ]
    rows: list[list[Value]] = [
        [
            names.short(pair.first.key),
            names.of(pair.first.iri),
            names.short(pair.second.key),
            names.of(pair.second.iri),
            pair.score,
            *(pair.parts[name] for name in DIMENSIONS),
            pair.members_shared,
            *(text(f"analyse.{pair.relations[name]}", lang) for name in DIMENSIONS),
            names.short(pair.cluster),
            _stay(reasons[pair.first.key, pair.second.key], lang),
        ]
        for pair in pairs
    ]
    return Table(text("analyse.overlaps-title", lang), [text(f"analyse.{name}", lang) for name in columns], rows)


def pairs_text(pairs: Sequence[Pair], reasons: Reasons, names: Names, lang: str) -> str:
    """Each pair in a few lines, for a terminal."""
    blocks = []
    for pair in pairs:
        relations = [
            f"{text(f'analyse.part-{name}', lang)}: {text(f'analyse.{pair.relations[name]}', lang)}"
            for name in DIMENSIONS
        ]
        lines = [
            f"{number(pair.score, lang)}  {names.full(pair.first)}",
            f"      {names.full(pair.second)}",
            f"      {' · '.join(relations)} ({text('analyse.shared', lang, n=pair.members_shared)})",
        ]
        stay = _stay(reasons[pair.first.key, pair.second.key], lang)
        blocks.append("\n".join([*lines, *([f"      {text('analyse.stay', lang)}: {stay}"] if stay else [])]))
    return "\n\n".join(blocks)


def _stay(reasons: Sequence[str], lang: str) -> str:
    return ", ".join(text(f"analyse.{reason}", lang) for reason in reasons)


@dataclass(frozen=True)
class OverlapView:
    """What `kg overlaps` found, ready to be shown in one language."""

    networks: int
    pairs: Sequence[Pair]
    reasons: Reasons
    tasks: Sequence[SharedTask]
    names: Names
    day: date
    share: Decimal
    example: bool
    lang: str

    def json(self) -> dict[str, Any]:
        programmes, tasks = self._split()
        return {
            "pairs": pairs_json(self.pairs, self.reasons, self.names),
            "shared_tasks": [self._task_json(task) for task in tasks],
            "programme_overlaps": [self._task_json(task) for task in programmes],
            "as_of": self.day.isoformat(),
            "min_shared": float(self.share),
            "example": self.example,
        }

    def _split(self) -> tuple[list[SharedTask], list[SharedTask]]:
        """O1, a plan's measures against departments' programmes, is an output of its own."""
        return [t for t in self.tasks if t.notion == "O1"], [t for t in self.tasks if t.notion != "O1"]

    def _task_json(self, task: SharedTask) -> dict[str, Any]:
        return {
            "notion": task.notion,
            "task": self.names.of(task.task),
            "actors": [{"iri": actor, "label": self.names.every(actor)} for actor in task.actors],
            "statements": list(task.statements),
        }

    def pairs_table(self) -> Table:
        return pairs_table(self.pairs, self.reasons, self.names, self.lang)

    def brief_table(self) -> Table:
        """One row a pair, its relations in words, narrow enough for a page."""
        rows: list[list[Value]] = []
        for pair in self.pairs:
            relations = [f"{self._say(f'part-{name}')}: {self._say(pair.relations[name])}" for name in DIMENSIONS]
            stay = _stay(self.reasons[pair.first.key, pair.second.key], self.lang)
            names = self.names.full(pair.first), self.names.full(pair.second)
            rows.append([*names, pair.score, "; ".join(relations), pair.members_shared, stay])
        columns = ("first", "second", "score", "relations", "members-shared", "stay")
        return Table(self._say("overlaps-title"), [self._say(name) for name in columns], rows)

    def tables(self) -> list[Table]:
        programmes, tasks = self._split()
        return [
            self.pairs_table(),
            self._tasks_table("tasks-title", "tasks-note", tasks),
            self._tasks_table("programmes-title", "programmes-note", programmes),
        ]

    def _tasks_table(self, title: str, note: str, tasks: Sequence[SharedTask]) -> Table:
        columns = [self._say(name) for name in ("notion", "task", "actors", "statements")]
        rows = [
            [
                f"{task.notion} {self._say(f'notion-{task.notion}')}",
                self.names.of(task.task),
                ", ".join(self.names.of(actor) for actor in task.actors),
                ", ".join(statement.rsplit("/", 1)[-1] for statement in task.statements),
            ]
            for task in tasks
        ]
        return Table(self._say(title), columns, rows, self._say(note))

    def summary(self) -> list[str]:
        clusters = len({pair.cluster for pair in self.pairs})
        facts = {"pairs": len(self.pairs), "clusters": clusters, "networks": self.networks}
        return [
            self._say("overlaps-summary", **facts) if self.pairs else self._say("overlaps-none"),
            self._say("tasks-summary", tasks=len(self._split()[1]), programmes=len(self._split()[0])),
        ]

    def document(self) -> Document:
        pairs, tasks = self.brief_table(), self.tables()[1:]
        sections = [
            Section("summary", self._say("summary"), self.summary()),
            Section("pairs", pairs.title, tables=[pairs] if pairs.rows else []),
            Section("tasks", self._say("tasks-title"), tables=[table for table in tasks if table.rows]),
        ]
        return Document(self._say("overlaps-title"), self.subtitle, self.lang, self.example, sections)

    @property
    def subtitle(self) -> str:
        return self._say("overlaps-as-of", day=written(self.day, self.lang), share=number(self.share * 100, self.lang))

    def text(self) -> str:
        blocks = [self._say("overlaps-title"), self.subtitle, *self.summary()]
        if self.example:
            blocks.append(text("report.example", self.lang))
        tasks = [to_text(table, self.lang) for table in self.tables()[1:] if table.rows]
        listed = pairs_text(self.pairs, self.reasons, self.names, self.lang)
        return "\n".join(blocks) + "\n\n" + "\n\n".join([block for block in (listed, *tasks) if block]).rstrip() + "\n"

    def _say(self, name: str, **facts: object) -> str:
        return text(f"analyse.{name}", self.lang, **facts)


def overlap_view(data: Data, lang: str, only: Mapping[str, str] | None = None) -> OverlapView:
    """Pairs, reasons and shared tasks of the data; `only` narrows the pairs to an area, a theme or a network."""
    networks = read_networks(data)
    around = read_around(data)
    pairs = narrowed(data, find_pairs(networks, around, data.context.minimal_share), around, only or {})
    tasks = shared_tasks(data)
    things = {str(network.iri) for pair in pairs for network in (pair.first, pair.second)}
    things |= {thing for task in tasks for thing in (task.task, *task.actors) if "/" in thing}
    return OverlapView(
        networks=len(networks),
        pairs=pairs,
        reasons=reasons_to_stay(data, pairs),
        tasks=tasks,
        names=Names(read_labels(data, things), lang),
        day=data.context.as_of,
        share=data.context.minimal_share,
        example=data.holds("analyse/example"),
        lang=lang,
    )


def narrowed(data: Data, pairs: Sequence[Pair], around: Around, only: Mapping[str, str]) -> list[Pair]:
    """The pairs that have to do with the named area (it, an area in it or around it), theme and network."""
    kept = list(pairs)
    if "area" in only:
        chosen = find_named(data, only["area"], "Area")
        near = chosen | {outer for area in chosen for outer in around.get(area, ())}
        near |= {area for area, outers in around.items() if not chosen.isdisjoint(outers)}
        kept = [p for p in kept if p.first.areas & near and p.second.areas & near]
    if "theme" in only:
        themes = find_named(data, only["theme"], "Theme")
        kept = [p for p in kept if p.first.themes & p.second.themes & themes]
    if "network" in only:
        networks = find_named(data, only["network"], "Network")
        kept = [p for p in kept if p.first.iri in networks or p.second.iri in networks]
    return kept
