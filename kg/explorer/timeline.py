"""When acts, programmes, plans, bodies and networks are in force: bars on a line of years, and a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.explorer.address import short
from kg.explorer.catalogue import kind_name
from kg.explorer.frame import Here
from kg.explorer.inputs import Choice, choose
from kg.explorer.kept import day_of, kept
from kg.explorer.pager import part
from kg.explorer.picture import show_picture
from kg.explorer.render import fill
from kg.explorer.tables import show_table
from kg.present.table import Table, Value
from kg.read import Interval, State, Thing
from kg.store import Data

NS = "https://w3id.org/vastuuverkko/ns/"
WIDTH, NAMES, ROW, HEAD = 900, 300, 26, 60
COLOURS = {
    "in-force": "#0b4f8a",
    "not-yet": "#ffffff",
    "no-longer": "#8a939b",
    "unknown": "#c3cad0",
    "replaced": "#c3cad0",
    "end-unknown": "#98c1e3",
}


@dataclass(frozen=True)
class Span:
    """A thing with its interval; a missing end is open."""

    thing: Thing
    interval: Interval
    replaced_by: tuple[Thing, ...] = ()

    @property
    def since(self) -> str | None:
        return self.interval.since

    @property
    def until(self) -> str | None:
        return self.interval.until

    def state(self, day: date) -> str:
        """In force, not yet, no longer; of unknown end; replaced where no end is told but a successor is."""
        if not self.interval:
            return "unknown"
        state = self.interval.state(day)
        if state in (State.IN_FORCE, State.UNKNOWN) and not self.until and self.replaced_by:
            return "replaced"
        return "end-unknown" if state == State.UNKNOWN else state.value

    @property
    def first(self) -> str:
        return self.since or self.until or ""


def show_timeline(here: Here) -> None:
    spans = [s for s in kept(here, "spans", lambda data: read_spans(here, data)) if s.first]
    if not spans:
        here.show("empty.html", message=here.say("no-spans"), advice=here.say("no-spans-do"))
        return
    kinds = sorted({s.thing.kind for s in spans}, key=lambda k: kind_name(here, k).casefold())
    kind = choose(Choice("kind", here.say("kind"), kinds, lambda k: kind_name(here, k), here.say("kind-any")))
    shown = [s for s in spans if kind in (None, s.thing.kind)]
    title = here.say("timeline-title")
    page = part(here, "aikajana", shown, here.say("picture-of", what=title))
    page.links(here)
    some = page.rows
    nodes = {s.thing.iri: here.view.url("thing", id=short(s.thing.iri)) for s in some}
    show_picture(here, draw(some, title, here), "aikajana", nodes=nodes)
    here.show("heading.html", text=here.say("as-table"))
    columns = [here.say(f"column-{n}") for n in ("name", "kind", "since", "until", "standing", "replaced-by")]
    whole = Table(title, columns, [_row(here, s) for s in shown])
    seen = Table(title, columns, [_row(here, s) for s in some])
    links = [[here.view.url("thing", id=short(s.thing.iri))] for s in some]
    show_table(here, seen, "aikajana-taulukko", links=links, sheets=[whole])


def read_spans(here: Here, data: Data) -> list[Span]:
    """Everything that a planner looks up and that has a date, the earliest first."""
    values: dict[str, dict[str, list[str]]] = {}
    for row in data.rows("explorer/intervals"):
        prop = str(row["property"]).removeprefix(NS)
        values.setdefault(str(row["thing"]), {}).setdefault(prop, []).append(str(row["value"]))
    new: dict[str, list[str]] = {}
    for iri, found in values.items():
        for old in found.get("replaces", ()):
            new.setdefault(old, []).append(iri)
    looked_up = {t.iri: t for some in here.graph.catalogue.values() for t in some}
    spans = [_span(looked_up[iri], found, new, looked_up) for iri, found in values.items() if iri in looked_up]
    return sorted(spans, key=lambda s: (s.first, s.thing.name("fi")))


def _span(
    thing: Thing, found: Mapping[str, list[str]], new: Mapping[str, list[str]], things: Mapping[str, Thing]
) -> Span:
    since = next(iter(found.get("validFrom") or found.get("decidedOn") or ()), None)
    until = next(iter(found.get("validUntil", ())), None)
    successors = tuple(things[i] for i in new.get(thing.iri, ()) if i in things)
    return Span(thing, Interval(since, until, thing.interval.end_unknown), successors)


def _row(here: Here, span: Span) -> list[Value]:
    state = span.state(day_of(here))
    return [
        span.thing.name(here.view.content),
        kind_name(here, span.thing.kind),
        here.view.date(span.since),
        here.view.date(span.until),
        here.say(f"state-{state}"),
        ", ".join(t.name(here.view.content) for t in span.replaced_by),
    ]


@dataclass(frozen=True)
class Bar:
    """One span as it is drawn."""

    span: Span
    state: str
    left: float
    width: float
    top: int


def draw(spans: Sequence[Span], title: str, here: Here) -> str:
    """A bar for each thing from its first to its last day; open ends run to the edge; the day is a line."""
    day = day_of(here)
    years = [int(v[:4]) for s in spans for v in (s.since, s.until) if v and v[:4].isdigit()] + [day.year]
    first, last = min(years), max(years) + 1
    scale = (WIDTH - NAMES - 20) / max(last - first, 1)
    bars = []
    for number, span in enumerate(spans):
        left = _place(span.since or f"{first}-01", first, scale)
        right = _place(span.until or f"{last}-01", first, scale)
        state = span.state(day)
        bars.append(Bar(span, state, left, max(right - left, 3), HEAD + ROW * number))
    marks = [
        (year, NAMES + (year - first) * scale) for year in range(first, last + 1, max(1, -(-(last - first) // 10)))
    ]
    height = HEAD + ROW * len(spans) + 20
    facts = {"title": title, "bars": bars, "marks": marks, "size": (WIDTH, height), "row": ROW, "head": HEAD}
    today = (_place(day.isoformat(), first, scale), here.view.date(day.isoformat()))
    return fill("timeline.svg", here.view, colours=COLOURS, today=today, **facts)


def _place(value: str, first: int, scale: float) -> float:
    """Where a date lies on the line; by month, the day of the month does not show."""
    month = int(value[5:7]) if value[5:7].isdigit() else 1
    return NAMES + (int(value[:4]) - first + (month - 1) / 12) * scale
