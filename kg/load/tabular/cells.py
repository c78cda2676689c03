"""Cells as their columns hold them: names, days, amounts, words, each clear or asked about."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kg.load.sheets.kinds import KINDS
from kg.load.sheets.rows import as_text, number_text
from kg.load.tabular.amounts import read_amount
from kg.load.tabular.asking import Asking, Place, kept
from kg.load.tabular.contacts import Cleaned, without_contacts, without_person
from kg.load.tabular.matching import Matcher
from kg.load.tabular.model import KEEP, LEAVE_OUT, NEW
from kg.load.tabular.parting import is_nothing, part
from kg.load.tabular.times import Period, read_period
from kg.load.tabular.words import bare, worded, words
from kg.messages import LANGUAGES
from kg.sources.records import Value
from kg.sources.sheets import Column

TWO, ONE = "two", "one"
MUST_EXIST = ("area", "theme", "population group", "plan")
"""What a cell may name only where it is known: else which one is meant is asked."""
_KIND_LISTS = {"actor kinds": "kinds", "plan kinds": "plan_kinds"}


class Cells:
    """Reads the cells of a file. `whole` is the name of the area that is the whole municipality."""

    def __init__(self, matcher: Matcher, asking: Asking, whole: str) -> None:
        self.matcher, self.asking, self.whole = matcher, asking, whole
        self.created: dict[tuple[str, str], tuple[str, Place]] = {}
        """(domain, folded name) → name and place of what the cells name and nobody knew, to be made."""
        self.contacts: dict[tuple[str, str], set[int]] = {}
        """(sheet, column) → rows from which an address, a number or a person's name was left out."""

    def text(self, value: Value, at: Place) -> str | None:
        """A text without addresses and numbers of people."""
        cleaned = without_contacts(as_text(value))
        if cleaned.found:
            self._left_out(at)
        return None if is_nothing(cleaned.text) else cleaned.text

    def references(self, value: Value, column: Column, at: Place) -> list[str]:
        """The names in a cell, as they are known."""
        found: list[str] = []
        for text in self._parts(value, column, at):
            name = self._reference(text, column.of, at)
            if name and name not in found:
                found.append(name)
        return found

    def _parts(self, value: Value, column: Column, at: Place) -> Iterable[str]:
        text = as_text(value)
        if is_nothing(text):
            return
        cleaned = without_contacts(text)
        if cleaned.found:
            self._left_out(at)

        def decide(whole: str, halves: tuple[str, str], proposed: bool) -> bool:
            facts = {"first": halves[0], "second": halves[1]}
            return self.asking.ask("two-or-one", whole, at, (TWO, ONE), TWO if proposed else ONE, facts=facts) == TWO

        known = self.matcher.knows
        pieces = part(cleaned.text, lambda t: known(column.of, t), decide)
        for piece in pieces:
            nameless = without_person(piece) if column.of in ("actor", "object", "basis") else without_contacts(piece)
            if nameless.found and not known(column.of, piece) and not self._person_stays(piece, at):
                self._left_out(at)
            else:
                nameless = Cleaned(piece)
            if not is_nothing(nameless.text):
                yield nameless.text

    def _person_stays(self, text: str, at: Place) -> bool:
        """Whether what looks like a person's name is kept: asked once a column, left out unless somebody says so."""
        answer = self.asking.ask("persons", f"{at.sheet} · {at.column}", at, (LEAVE_OUT, KEEP), LEAVE_OUT)
        return answer == KEEP and bool(text)

    def _left_out(self, at: Place) -> None:
        self.contacts.setdefault((at.sheet, at.column), set()).add(at.row)

    def _reference(self, text: str, of: str, at: Place) -> str | None:
        if of == "area" and bare(text) in words("everywhere"):
            return self.everywhere(at)
        if of == "population group" and bare(text) in words("everyone"):
            return "kaikki asukkaat"
        found = self.matcher.match(of, text)
        if found.name:
            return found.name
        if found.several:
            return kept(self.asking.ask("several-things", text, at, (*found.near, LEAVE_OUT), None))
        if of in MUST_EXIST:
            known = self.matcher.choices(of)
            proposed = found.near[0] if found.near else NEW if of == "plan" or not known else None
            options = (*found.near, *known, NEW, LEAVE_OUT)
            return self.made(
                self.asking.ask(f"which-{of.replace(' ', '-')}", text, at, options, proposed), of, text, at
            )
        if found.near and of == "actor":
            options = (*found.near, NEW, LEAVE_OUT)
            return self.made(self.asking.ask("which-actor", text, at, options, found.near[0]), of, text, at)
        return text

    def made(self, answer: str | None, of: str, text: str, at: Place) -> str | None:
        """The name that an answer stands for; one that is nobody's yet is made."""
        name = text if answer == NEW else kept(answer)
        if name and of in MUST_EXIST and not self.matcher.knows(of, name):
            self.created.setdefault((of, bare(name)), (name, at))
        return name

    def everywhere(self, at: Place) -> str:
        """The municipality as an area; made where it is none yet."""
        if not self.matcher.knows("area", self.whole):
            self.created.setdefault(("area", bare(self.whole)), (self.whole, at))
        return self.whole

    def period(self, value: Value, at: Place, year: int | None) -> Period | None:
        """A day or a period; what is supposed in it is asked."""
        text = as_text(value)
        if is_nothing(text):
            return None
        found = read_period(value, year)
        if found is None:
            self.asking.ask("no-day", text, at, (LEAVE_OUT,), LEAVE_OUT)
            return None
        if found.clear:
            return found
        interval = "/".join(d.isoformat() if d else ".." for d in (found.start, found.end))
        options = (interval, *self._swapped(text), LEAVE_OUT)
        chosen = _period(kept(self.asking.ask("day", text, at, options, interval)))
        return replace(chosen, whole=found.whole) if chosen else None

    def _swapped(self, text: str) -> list[str]:
        """`3/4/2024` with the month first."""
        parts = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
        if not parts or int(parts[1]) > 12 or int(parts[2]) > 12:
            return []
        day = date(int(parts[3]), int(parts[1]), int(parts[2])).isoformat()
        return [f"{day}/{day}"]

    def amount(self, value: Value, column: Column, at: Place) -> str | None:
        """A number of meetings in a year, or of hours."""
        if isinstance(value, str) and (is_nothing(value) or bare(value) in words("nothing")):
            return None
        found = read_amount(value, "year" if column.holds == "whole" else "hour")
        if found and found.value is not None and not (column.holds == "whole" and found.value % 1):
            return number_text(found.value)
        text = as_text(value)
        if not found or not found.maybe:
            self.asking.ask("no-amount", text, at, (LEAVE_OUT,), LEAVE_OUT)
            return None
        options = [number_text(n) for n in found.maybe]
        proposed = options[0] if len(options) == 1 else None
        return kept(self.asking.ask("amount", text, at, (*options, LEAVE_OUT), proposed))

    def yes_no(self, value: Value, at: Place) -> str | None:
        text = as_text(value)
        if isinstance(value, bool):
            return "kyllä" if value else "ei"
        if bare(text) in words("yes"):
            return "kyllä"
        if bare(text) in words("no"):
            return "ei"
        if is_nothing(text):
            return None
        return kept(self.asking.ask("yes-no", text, at, ("kyllä", "ei", LEAVE_OUT), None))

    def word(self, value: Value, column: Column, at: Place) -> str | None:
        """A word of the column's list; another one is matched with a question."""
        text = as_text(value)
        if is_nothing(text):
            return None
        if self.matcher.words.resolve(column.of, text):
            return text
        if column.of in KINDS:
            known = worded(_KIND_LISTS[column.of])
            for token in (bare(text), *reversed(bare(text).split())):
                if token in known:
                    return known[token]
        valid = self.matcher.words.valid(column.of, "fi")
        near = [w for w in self.matcher.words.nearest(column.of, text) if w in valid]
        proposed = near[0] if near and bare(near[0])[:4] == bare(text)[:4] else None
        options, labels = (*near, *valid, LEAVE_OUT), self.labels(column.of)
        return kept(self.asking.ask(f"word-{column.key}", text, at, options, proposed, labels=labels))

    def labels(self, of: str) -> dict[str, dict[str, str]]:
        """The words of a list in every language, by the Finnish word."""
        by_language = {lang: self.matcher.words.valid(of, lang) for lang in LANGUAGES}
        return {w: {lang: found[n] for lang, found in by_language.items()} for n, w in enumerate(by_language["fi"])}


def kind_by_name(name: str, of: str) -> str | None:
    """The kind that a name's last words tell: «sivistyslautakunta» is a body, «… ry» an association."""
    known = worded(_KIND_LISTS[of])
    tokens = bare(name).split()
    for token in reversed(tokens):
        if token in known:
            return known[token]
    best = [w for t in tokens for w in known if len(w) >= 5 and t.endswith(w)]
    return known[max(best, key=len)] if best else None


def _period(answer: str | None) -> Period | None:
    if not answer:
        return None
    start, end = (None if d == ".." else date.fromisoformat(d) for d in answer.split("/"))
    return Period(start, end)
