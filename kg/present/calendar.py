"""What falls due as an iCalendar file (RFC 5545) and as an Atom feed (RFC 4287)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from feedgen.feed import FeedGenerator
from icalendar import Calendar, Event

from kg.analyse.due import Due
from kg.messages import day as written
from kg.messages import text
from kg.read import Graph

AHEAD, BEHIND = timedelta(days=60), timedelta(days=365)
"""A feed tells of a day so long before it, and keeps it so long after."""


@dataclass(frozen=True)
class Schedule:
    """What falls due, for one body or for all, ready to be written in a language."""

    due: Sequence[Due]
    graph: Graph
    title: str
    lang: str
    day: date
    example: bool
    page: Callable[[str], str]
    """IRI → the address of its page."""

    def calendar(self) -> bytes:
        """One all-day event for each; those of a rhythm come again."""
        calendar = Calendar()
        calendar.add("prodid", "-//Vastuuverkko//kg//FI")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", self._title())
        for due in self.due:
            calendar.add_component(self._event(due))
        return bytes(calendar.to_ical())

    def _event(self, due: Due) -> Event:
        event = Event()
        event.add("uid", f"{sha256(f'{due.kind} {due.thing} {due.day}'.encode()).hexdigest()[:32]}@vastuuverkko")
        event.add("dtstamp", datetime.combine(self.day, time(), UTC))
        event.add("dtstart", due.day)
        event.add("summary", self._summary(due))
        event.add("description", self._description(due))
        event.add("url", self.page(due.thing))
        event.add("transp", "TRANSPARENT")
        if due.every:
            event.add("rrule", {"freq": "yearly", "interval": due.every})
        return event

    def feed(self, address: str) -> bytes:
        """An entry for each day that is near or has lately passed, the latest first."""
        feed = FeedGenerator()
        feed.id(address)
        feed.title(self._title())
        feed.author({"name": "Vastuuverkko"})
        feed.link(href=address, rel="self")
        feed.language(self.lang)
        near = [d for d in self.due if self.day - BEHIND <= d.day <= self.day + AHEAD]
        feed.updated(self._told(max((d.day for d in near), default=self.day)))
        for due in sorted(near, key=lambda d: d.day, reverse=True):
            entry = feed.add_entry(order="append")
            entry.id(f"{due.thing}#{due.kind}-{due.day}")
            entry.title(f"{written(due.day, self.lang)} {self._summary(due)}")
            entry.summary(self._description(due))
            entry.link(href=self.page(due.thing))
            entry.updated(self._told(due.day))
        return bytes(feed.atom_str(pretty=True))

    def _told(self, day: date) -> datetime:
        return datetime.combine(min(day - AHEAD, self.day), time(), UTC)

    def _title(self) -> str:
        title = text("due.title", self.lang, name=self.title)
        return f"{title} – {text('report.example', self.lang)}" if self.example else title

    def _summary(self, due: Due) -> str:
        return text(f"due.{due.kind}", self.lang, what=self._name(due))

    def _name(self, due: Due) -> str:
        said = next((s for s in self.graph.statements if s.iri == due.thing), None)
        if said is None:
            owner = due.owners[0] if due.kind == "exception" and due.owners else due.thing
            return self.graph.thing(owner).name(self.lang)
        what = said.action.get(self.lang) or said.action.get("fi") or (said.role.name(self.lang) if said.role else "")
        return " ".join(part for part in (what, self._names(t.iri for t in said.about)) if part)

    def _description(self, due: Due) -> str:
        lines = [text("due.owners", self.lang, owners=self._names(due.owners))] if due.owners else []
        if due.every:
            lines.append(text("due.no-day", self.lang))
        return "\n".join([*lines, text("report.example", self.lang)] if self.example else lines) or self._name(due)

    def _names(self, iris: Iterable[str]) -> str:
        return ", ".join(self.graph.thing(iri).name(self.lang) for iri in iris)
