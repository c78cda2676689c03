"""Questions that the graph answers whole, without choosing among sentences: lists, counts, duties, dates.

«Mikä verkosto toimii Kalliossa?», «montako verkostoa on?», «mitä tehtäviä kanslialla on?», «milloin se päättyy?»
Such a question names a kind of thing, or duties, or an end, besides what the list is tied to; where it says anything
more, it is left to the sentences.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.answer.mentions import Mention, Names
from kg.answer.question import Ask, Language
from kg.read import Graph, Statement, Thing
from kg.read.linked import said_by

LISTED = ("network", "measure")
"""Kinds of which a graph may hold all that there are."""

LONG = 5
NO_DUTY = ("member", "represents", "participates")


@dataclass(frozen=True)
class Found:
    """Things that answer, the statements that say so; `whole` where the number of things is that of all there are."""

    things: tuple[Thing, ...]
    statements: tuple[Statement, ...]
    asks: str
    whole: bool = True


class Direct:
    """The lists of one graph, asked in one language."""

    def __init__(
        self, graph: Graph, statements: Sequence[Statement], times: Sequence[Statement], lan: Language
    ) -> None:
        self.graph, self.statements, self.times, self.lan = graph, statements, times, lan
        own = f"/{graph.data.municipality}/"
        around = {area for wider in self.areas.values() for area in wider}
        self.home = {i for i, t in graph.things.items() if t.kind == "municipality" and own in i}
        self.home |= {area for area in around if own in area and area not in self.areas}
        tied = {o for others in self.ties.values() for o in others} | {t.iri for s in statements for t in s.bearers}
        timed = {s.subjects[0].iri for s in times}
        named = [graph.thing(i) for i in sorted(tied | timed | self.home | set(self.areas)) if i in graph.things]
        self.names = Names(named, lan.code, lan.stop)

    @cached_property
    def ties(self) -> Mapping[str, Mapping[str, Statement]]:
        """Each thing with what it is tied to, and the statement that says so."""
        found: dict[str, dict[str, Statement]] = defaultdict(dict)
        for row in self.graph.data.rows("answer/ties"):
            one, prop, other, graph = (str(row[c]) for c in ("thing", "property", "other", "graph"))
            if other not in found[one]:
                found[one][other] = self._said(one, prop, other, graph)
        return found

    def _said(self, one: str, prop: str, other: str, graph: str) -> Statement:
        """A tie as the statement of its source."""
        relation = self.graph.relations.by_link.get(prop)
        return Statement(
            iri=one,
            graph=graph,
            role=self.graph.thing(relation[0].iri) if relation else None,
            subjects=(self.graph.thing(one),),
            objects=(self.graph.thing(other),),
            own=self.graph.thing(one).interval,
            evidence=said_by(self.graph.source(graph)),
        )

    @cached_property
    def areas(self) -> Mapping[str, frozenset[str]]:
        """Each area with those that lie around it."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.graph.data.rows("answer/areas-around"):
            found[str(row["area"])].add(str(row["around"]))
        return {area: frozenset(around) for area, around in found.items()}

    def find(self, ask: Ask) -> Found | None:
        """The answer of a question that asks for a list, duties or a date and for nothing else."""
        mentions = self._mentions(ask)
        return self._end(ask, mentions) or self._duties(ask, mentions) or self._of_kind(ask)

    def _mentions(self, ask: Ask, but: str | None = None) -> list[Mention]:
        """The longest names in a question, those of things of the kind `but` left out."""
        idle = {p for p, w in enumerate(ask.said) if any(_form(w, f) for f in self.lan.direct["idle"])}
        found = [
            m
            for m in self.names.mentions(ask.said)
            if not m.places <= idle and not all(self.graph.thing(i).kind == but for i in m.things)
        ]
        return [m for m in found if not any(m.places < other.places for other in found)]

    def _rest(self, ask: Ask, mentions: Iterable[Mention], *idle: str) -> list[str]:
        """The words that are neither form words, nor names, nor among those that only put such a question."""
        named = {p for m in mentions for p in m.places}
        free = {w for name in idle for w in self.lan.direct[name]}
        words = [w for p, w in enumerate(ask.said) if p not in named and w not in self.lan.stop and w not in ask.asking]
        return [w for w in words if not self.lan.kind_of(w) and not any(_form(w, f) for f in free)]

    def says(self, ask: Ask, name: str) -> bool:
        """Whether a question holds one of the words that the language lists under a name."""
        return any(_form(w, f) for w in ask.said for f in self.lan.direct[name])

    def _duties(self, ask: Ask, mentions: Sequence[Mention]) -> Found | None:
        """All that an actor has to do, where the question names the actor alone."""
        if (
            ask.slot not in ("thing", "count")
            or not self.says(ask, "duties")
            or self._rest(ask, mentions, "duties", "idle")
        ):
            return None
        named = {i for m in mentions for i in m.things}
        said = [
            s
            for s in self.statements
            if s.normative and named & {t.iri for t in s.bearers} and s.role_name not in NO_DUTY
        ]
        if not said:
            return None
        things = tuple(Thing("", "task", s.action or _objects(s)) for s in said)
        return Found(things, tuple(said), "list")

    def _end(self, ask: Ask, mentions: Sequence[Mention]) -> Found | None:
        """On which days a plan, an act or a network is in force, where the question names it alone."""
        if ask.slot != "time" or not self.says(ask, "validity") or self._rest(ask, mentions, "validity", "idle"):
            return None
        named = {i for m in mentions for i in m.things}
        cases = named | {thing for thing, others in self.ties.items() if self._is_case(others, named)}
        said = [s for s in self.times if s.subjects[0].iri in cases]
        if not said:
            return None
        return Found(tuple(Thing("", "time", {"fi": s.timing or ""}) for s in said), tuple(said), "when")

    def _is_case(self, others: Mapping[str, Statement], named: set[str]) -> bool:
        """Whether a thing is of a type that is named: a plan of «turvallisuussuunnitelma»."""
        return any(n in others and self.graph.thing(n).kind.endswith("type") for n in named)

    def _of_kind(self, ask: Ask) -> Found | None:
        """Everything of the kind asked for that is tied to all that the question names."""
        kind = next((k for w in ask.said[:4] if (k := self.lan.kind_of(w)) in LISTED), None)
        mentions = self._mentions(ask, but=kind)
        if kind is None or self._rest(ask, mentions, "idle"):
            return None
        named = [m for m in mentions if not m.things & self.home and not self._names_kind(ask, m)]
        everywhere = ask.slot == "count" or any(m.things & self.home for m in mentions)
        if not named and not everywhere:
            return None
        own = f"/id/{self.graph.data.municipality}/"
        of_kind = [t for i, t in self.graph.things.items() if own in i and t.kind == kind]
        found = [(t, [s for m in named if (s := self._tie(t.iri, m.things))]) for t in of_kind]
        held = [(t, said) for t, said in found if len(said) == len(named)]
        if not held or (not named and not all(t.identifiers for t, _ in held)):
            return None
        statements = [s for t, said in held for s in (said or list(self.ties.get(t.iri, {}).values())[:1])]
        return Found(
            tuple(t for t, _ in held), tuple(dict.fromkeys(statements)), "count" if ask.slot == "count" else "list"
        )

    def _names_kind(self, ask: Ask, mention: Mention) -> bool:
        return all(ask.said[p] in ask.head for p in mention.places)

    def _tie(self, iri: str, named: frozenset[str]) -> Statement | None:
        """The statement that ties a thing to one of the named, or to an area around it."""
        others = self.ties.get(iri, {})
        wide = [*named, *(around for n in sorted(named) for around in sorted(self.areas.get(n, ())))]
        return next((others[n] for n in wide if n in others), None)


def _form(word: str, base: str) -> bool:
    """Whether a word is a listed one, or the same with another ending."""
    return word == base or (len(base) >= LONG and word.startswith(base[:-1]))


def _objects(said: Statement) -> dict[str, str]:
    """A duty from a sheet in words: its role and what it is about."""
    return {
        lang: f"{said.role.name(lang) if said.role else ''}: {', '.join(t.name(lang) for t in said.matter)}"
        for lang in ("fi", "sv", "en")
    }
