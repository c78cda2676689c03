"""What falls due is an iCalendar file and an Atom feed that other programs read, for all and for one body."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import httpx
import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar
from serving import Running, running

from kg.commands.due import Due, due
from kg.commands.municipality import open_municipality
from kg.pipeline import open_data
from kg.terms import ID

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def served() -> Iterator[Running]:
    with running(open_data("mallila")) as server:
        yield server


def events(content: bytes) -> list[dict[str, object]]:
    return [dict(e) for e in Calendar.from_ical(content.decode()).walk("VEVENT")]


def test_a_calendar_client_reads_every_day_once(served: Running) -> None:
    answer = httpx.get(f"{served.url}/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.text)
    assert not calendar.errors
    assert calendar["version"] == "2.0"
    found = events(answer.content)
    assert len(found) == len({e["UID"] for e in found}) > 10
    assert all(len(line.encode()) <= 75 for line in answer.text.split("\r\n")), "RFC 5545, section 3.1"
    assert all("Esimerkki" in str(e["DESCRIPTION"]) for e in found), "made-up data say so"
    recurring = [e for e in found if "RRULE" in e]
    assert recurring
    for event in recurring:
        start = datetime.combine(event["DTSTART"].dt, datetime.min.time())  # type: ignore[attr-defined]
        rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)  # type: ignore[attr-defined]
        assert rule[1].year - rule[0].year in (1, 4)


def test_each_body_has_its_own_days(served: Running) -> None:
    everything = due(open_municipality("mallila"), Due(), str).due
    owner = next(o for d in everything for o in d.owners)
    own = [d for d in everything if owner in d.owners]
    assert 0 < len(own) < len(everything)
    answer = httpx.get(f"{served.url}/calendar.ics", params={"of": owner.removeprefix(str(ID))})
    assert len(events(answer.content)) == len(own)
    assert httpx.get(f"{served.url}/calendar.ics", params={"of": "mallila/unit/ei-ole"}).status_code == 404


def test_the_feed_is_atom(served: Running) -> None:
    answer = httpx.get(f"{served.url}/feed.atom", params={"lang": "en"})
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        assert all(part.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")), "RFC 4287, section 4.1"
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated", "")) <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("today", "end"),
    [
        ("2025-05-31", "2025-05-31"),
        ("2025-06-01", "2029-05-31"),
        ("2026-11-24", "2029-05-31"),
        ("2024-02-29", "2025-05-31"),
    ],
)
def test_a_term_of_the_council_ends_with_may_of_its_fourth_year(today: str, end: str) -> None:
    from kg.analyse.due import _term_end

    assert _term_end(date.fromisoformat(today)).isoformat() == end
