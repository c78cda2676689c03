"""Chains for people and programs: as text, as JSON, as a table, and as a picture that the drawing modules draw."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kg.analyse.chains import Chain, Hop
from kg.analyse.web import MISSING, NOBODY, Edge, Web
from kg.messages import LANGUAGES, has_text, text, texts
from kg.present.picture import Arc, Picture, untangled
from kg.present.table import Table
from kg.read import Interval, State, Statement, Thing

Ref = dict[str, Any]
DOCUMENTS_NAMED = 3


def relation_words(web: Web, relation: str, lang: str) -> str:
    """A relation as it reads between two names; a role whose label makes no sentence has words of its own."""
    key = f"chain.relation-{relation.replace(' ', '-')}"
    if has_text(key) or relation not in web.relations:
        return text(key, lang)
    return web.thing(web.relations[relation].iri).name(lang)


@dataclass(frozen=True)
class ChainView:
    """What was asked and what was found. `gone` are the ties that did not stand on `day`."""

    web: Web
    chains: Sequence[Chain]
    start: Sequence[Thing]
    end: Sequence[Thing]
    lang: str
    day: date | None = None
    gone: Sequence[Edge] = ()
    down: bool = True
    example: bool = False

    def name(self, iri: str) -> str:
        if iri.startswith(NOBODY):
            return text("chain.nobody", self.lang)
        return self.web.thing(iri).name(self.lang)

    def title(self) -> str:
        start = self.start[0].name(self.lang)
        if self.end:
            return text("chain.title", self.lang, start=start, end=self.end[0].name(self.lang))
        return text("chain.title-down" if self.down else "chain.title-up", self.lang, start=start)

    def relation(self, relation: str) -> str:
        return relation_words(self.web, relation, self.lang)

    def sentence(self, relation: str) -> str:
        """A hop as a sentence with `{a}` and `{b}` for the two names, which stay as they are: no name is inflected."""
        key = f"chain.hop-{relation.replace(' ', '-')}"
        known = key if has_text(key) else "chain.hop"
        return text(known, self.lang, a="{a}", b="{b}", relation=self.relation(relation))

    def outdated(self) -> list[Thing]:
        """The ends of the chain that do not stand on the day, and the documents whose words were left out for it."""
        day = self.day
        if day is None:
            return []
        lost = Counter(said.document for e in self.gone if e.statement and (said := e.statement.said(self.lang)))
        documents = [self._dated(document) for document, _ in lost.most_common(DOCUMENTS_NAMED)]
        named = (*self.start, *self.end, *documents)
        return [t for t in dict.fromkeys(named) if not t.state(day).may_hold]

    def _dated(self, document: Thing) -> Thing:
        """A document with its own interval, else that of the statements left out."""
        if document.interval:
            return document
        left_out = (e.statement for e in self.gone if e.statement)
        intervals = (s.interval for s in left_out if any(e.document is document for e in s.evidence))
        return replace(document, interval=next(intervals, Interval()))

    def not_in_force(self) -> list[str]:
        """One sentence for each thing that does not stand on the day, with what replaced it."""
        day = self.day
        return [] if day is None else [self._not_in_force(t, day) for t in self.outdated()]

    def successors(self, thing: Thing) -> Sequence[str]:
        """What replaced a thing that stands no longer on the day; nothing where it does not stand yet."""
        ended = self.day is not None and thing.state(self.day) == State.NO_LONGER
        return self.web.graph.successors.get(thing.iri, ()) if ended else ()

    def _not_in_force(self, thing: Thing, day: date) -> str:
        new = ", ".join(self.name(iri) for iri in self.successors(thing))
        return text(
            "chain.not-in-force",
            self.lang,
            day=day.isoformat(),
            thing=thing.name(self.lang),
            since=thing.interval.since or "",
            until=thing.interval.until or "",
            successor=text("chain.replaced-by", self.lang, successor=new) if new else "",
        )


def chain_text(view: ChainView) -> str:
    """The chains for a reader: every hop with its status, and the sentence that says so below it."""
    lines = [view.title(), *([text("chain.example", view.lang)] if view.example else []), *view.not_in_force()]
    if view.gone and view.day:
        lines.append(text("chain.left-out", view.lang, day=view.day.isoformat(), count=len(view.gone)))
    if not view.chains:
        lines.append(text("chain.none", view.lang))
    for number, chain in enumerate(view.chains, 1):
        lines += ["", text("chain.chain", view.lang, number=number), f"  {view.name(chain[0].start)}"]
        for hop in chain:
            lines += _hop_lines(view, hop)
    return "\n".join(lines) + "\n"


def _hop_lines(view: ChainView, hop: Hop) -> list[str]:
    relation = view.relation(hop.edge.relation)
    arrow = f"←  {relation}  ─" if hop.inverse else f"─  {relation}  →"
    status = text(f"chain.status-{hop.edge.status.replace(' ', '-')}", view.lang)
    if hop.competence:
        status += "; " + text(f"chain.competence-{hop.competence}", view.lang)
    lines = [f"  {arrow}  {view.name(hop.end)}   [{status}]"]
    return lines + [f"      {line}" for line in _remarks(view, hop)]


def _remarks(view: ChainView, hop: Hop) -> list[str]:
    lang, statement = view.lang, hop.edge.statement
    if hop.edge.status == MISSING:
        return [text("chain.missing", lang)]
    if statement is None:
        return [text("chain.source", lang, source=source_title(view, hop.edge.graph))]
    remarks = [_citation(view, hop.edge.graph, statement)]
    if statement.bearer_status == "absent":
        remarks.append(text("chain.no-actor", lang))
    if interval := statement.interval:
        remarks.append(text("chain.valid", lang, since=interval.since or "", until=interval.until or ""))
        if interval.end_unknown:
            remarks.append(text("chain.end-unknown", lang))
    if statement.conflicts:
        remarks.append(text("chain.contested", lang, statement=", ".join(map(short, statement.conflicts))))
    also = {view.relation(e.relation) for e in hop.others if e.relation != hop.edge.relation}
    if also:
        remarks.append(text("chain.also", lang, relations=", ".join(sorted(also))))
    return remarks


def _citation(view: ChainView, graph: str, statement: Statement) -> str:
    said = statement.said(view.lang)
    place = [said.document.name(view.lang) if said else source_title(view, graph)]
    if said and said.chapter:
        place.append(text("chain.chapter", view.lang, chapter=said.chapter))
    place.append(short(statement.iri))
    quote = f"«{said.quote}» " if said and said.quote else ""
    return f"{quote}({', '.join(place)})"


def source_title(view: ChainView, graph: str) -> str:
    return view.web.graph.source(graph).title(view.lang)


def short(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def chain_json(view: ChainView) -> dict[str, Any]:
    """The chains as the contract of `kg chain --format json` says."""
    return {
        "from": ref(view.web, view.start[0].iri),
        "to": ref(view.web, view.end[0].iri) if view.end else None,
        "as_of": view.day.isoformat() if view.day else None,
        "not_in_force": [_standing(view, t) for t in view.outdated()],
        **({"example": True} if view.example else {}),
        "chains": [{"hops": [hop_json(view.web, hop, view.lang) for hop in chain]} for chain in view.chains],
    }


def _standing(view: ChainView, thing: Thing) -> Ref:
    new = [ref(view.web, iri) for iri in view.successors(thing)]
    return {"thing": ref(view.web, thing.iri), "valid": valid(thing.interval), "replaced_by": new}


def hop_json(web: Web, hop: Hop, lang: str) -> dict[str, Any]:
    edge, statement = hop.edge, hop.edge.statement
    return {
        "from": ref(web, hop.start),
        "relation": edge.relation,
        "inverse": hop.inverse,
        "to": ref(web, hop.end),
        "status": edge.status,
        "bearer_status": statement.bearer_status if statement else None,
        "modality": statement.modality if statement else None,
        "competence": hop.competence,
        **evidence_json(web, edge, lang),
        "conflicts": list(statement.conflicts) if statement else [],
        "also": [{"relation": e.relation, **evidence_json(web, e, lang)} for e in hop.others if e.statement],
    }


def evidence_json(web: Web, edge: Edge, lang: str) -> dict[str, Any]:
    """What says so: the statement with its quote, or the source that links the two things directly."""
    statement = edge.statement
    source = dict(web.graph.source(edge.graph).titles) or None
    if statement is None:
        things = [web.thing(end).interval for end in edge.ends]
        since = max((i.since for i in things if i.since), default=None)
        until = min((i.until for i in things if i.until), default=None)
        end_unknown = until is None and any(i.end_unknown for i in things)
        nothing = dict.fromkeys(("statement", "quote", "chapter"))
        both = valid(Interval(since, until, end_unknown))
        return {**nothing, "document": (source or {}).get("fi"), "source": source, "valid": both}
    said = statement.said(lang)
    return {
        "statement": statement.iri,
        "quote": said.quote if said else None,
        "document": said.document.name("fi") if said else (source or {}).get("fi"),
        "chapter": said.chapter if said else None,
        "source": source,
        "valid": valid(statement.interval),
    }


def valid(interval: Interval) -> dict[str, str | bool | None]:
    """An interval as JSON; `end_unknown` only where no source tells the end of what ends."""
    ends: dict[str, str | bool | None] = {"from": interval.since, "until": interval.until}
    return ends | ({"end_unknown": True} if interval.end_unknown else {})


def ref(web: Web, iri: str) -> Ref:
    """A thing as JSON names it; an actor that no source names has no IRI."""
    if iri.startswith(NOBODY):
        return {"iri": None, "label": texts("chain.nobody"), "kind": "actor"}
    thing = web.thing(iri)
    return {
        "iri": iri,
        "label": {lang: thing.labels[lang] for lang in LANGUAGES if lang in thing.labels},
        "kind": thing.kind,
    }


COLUMNS = (
    *("chain", "hop", "from", "relation", "to", "status", "competence"),
    *("statement", "quote", "document", "section", "valid-from", "valid-until"),
)


def chain_table(view: ChainView) -> Table:
    """One row a hop, every relation in the direction that it reads."""
    numbered = [(n, step, hop) for n, chain in enumerate(view.chains, 1) for step, hop in enumerate(chain, 1)]
    rows = [_row(view, *place) for place in numbered]
    return Table(view.title(), [text(f"chain.column-{c}", view.lang) for c in COLUMNS], rows)


def _row(view: ChainView, number: int, step: int, hop: Hop) -> list[str | int | None]:
    edge, found = hop.edge, evidence_json(view.web, hop.edge, view.lang)
    return [
        number,
        step,
        view.name(edge.source),
        view.relation(edge.relation),
        view.name(edge.target),
        text(f"chain.status-{edge.status.replace(' ', '-')}", view.lang),
        text(f"chain.competence-{hop.competence}", view.lang) if hop.competence else None,
        short(found["statement"]) if found["statement"] else None,
        found["quote"],
        found["document"],
        found["chapter"],
        found["valid"]["from"],
        found["valid"]["until"],
    ]


def picture(view: ChainView) -> Picture:
    depth: dict[str, int] = {}
    for chain in view.chains:
        for step, iri in enumerate([chain[0].start, *(h.end for h in chain)]):
            depth[iri] = max(depth.get(iri, 0), step)
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for iri, step in depth.items():
        layers[step].append(iri)
    hops = {(h.edge.source, h.edge.target, h.edge.relation): h for chain in view.chains for h in chain}
    return Picture(
        title=view.title(),
        labels={iri: view.name(iri) for iri in depth},
        kinds={iri: view.web.thing(iri).kind for iri in depth},
        layers=[layer for layer in untangled(layers, hops) if layer],
        arcs=[
            Arc(a, b, view.relation(r), h.edge.status, evidence_json(view.web, h.edge, view.lang)["quote"])
            for (a, b, r), h in hops.items()
        ],
    )
