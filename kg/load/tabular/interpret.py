"""A reading applied to its tables: records as the template would give them, and the questions on the way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.load.iris import slug
from kg.load.tabular.asking import Asking, Place, kept
from kg.load.tabular.cells import MUST_EXIST, Cells, kind_by_name
from kg.load.tabular.contacts import without_contacts, without_person
from kg.load.tabular.detect import PERIOD, read_table
from kg.load.tabular.drafts import Draft, joined, merged_years, one_by_name, same_things
from kg.load.tabular.layout import Row, Table
from kg.load.tabular.matching import Matcher
from kg.load.tabular.model import KEEP, LEAVE_OUT, Question, Reading, TableReading
from kg.load.tabular.parting import is_nothing, part
from kg.load.tabular.remarks import Remarks
from kg.load.tabular.times import Period
from kg.load.tabular.words import bare
from kg.sources.records import Read, Record, Value
from kg.sources.sheets import SHEETS, Column, Sheet, fold, sheet_named

BY_NAME = "by-name"
SINCE, WITHIN = "since", "within"
ACTORS = ("members", "participants", "coordinator", "responsible", "actor", "part_of", "approved_by")
_DOMAINS = {
    "actors": "actor", "areas": "area", "themes": "theme", "population_groups": "population group", "plans": "plan",
    "networks": "network", "measures": "measure",
}  # fmt: skip
_SHEETS = {of: key for key, of in _DOMAINS.items()}
_GROWING = ("members", "participants", "theme", "population_group", "area")
_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")


@dataclass
class Interpreted:
    """The records of a file under its reading, and every question that came up."""

    read: Read
    asking: Asking

    @property
    def open(self) -> list[Question]:
        return self.asking.open


def interpret(reading: Reading, matcher: Matcher, whole: str) -> Interpreted:
    """The records that a file becomes under its reading. `whole` names the municipality as an area."""
    return _Interpreter(reading, matcher, whole).run()


@dataclass
class _Interpreter:
    reading: Reading
    matcher: Matcher
    whole: str
    found: Read = field(default_factory=Read)

    def __post_init__(self) -> None:
        self.asking = Asking(self.reading.answers)
        self.remarks = Remarks(self.reading.file, self.found)
        self.cells = Cells(self.matcher, self.asking, self.whole)

    def run(self) -> Interpreted:
        tables = [t for t in (self._hidden(t) for t in self.reading.tables) if t]
        for table in tables:
            self._learn_names(table)
        drafts = [d for table in tables for d in self._drafts(table)]
        drafts = merged_years(drafts, self.asking)
        drafts = one_by_name(drafts, self.asking)
        drafts = same_things(drafts, self.matcher, self.asking)
        self._write(drafts)
        self.remarks.contacts(self.cells.contacts)
        return Interpreted(self.found, self.asking)

    def _hidden(self, table: TableReading) -> TableReading | None:
        """A hidden sheet is read only if somebody says so."""
        if table.why != "hidden":
            return table if table.kind else None
        at = Place(table.table.title, table.table.header_rows[0], "")
        if self.asking.ask("hidden", table.table.title, at, (LEAVE_OUT, KEEP), LEAVE_OUT) == LEAVE_OUT:
            return None
        shown = Table(**{**table.table.__dict__, "hidden": False})
        return read_table(self.reading.file, shown, self.matcher)

    def _learn_names(self, table: TableReading) -> None:
        domain = _DOMAINS.get(table.kind)
        for column in table.places("name"):
            for _, row in table.table.rows:
                value = row[column.place]
                if domain and isinstance(value, str):
                    self.matcher.add(domain, " ".join(value.split()))
        for column in table.columns:
            if sheet_named(table.kind) and column.key in ACTORS and column.why != "marks":
                for _, row in table.table.rows:
                    self._mention(row[column.place])

    def _mention(self, value: object) -> None:
        """Names that other cells may shorten."""
        if isinstance(value, str):
            for text in part(without_contacts(value).text, lambda t: False, lambda *asked: asked[2]):
                if not without_person(text).found and not is_nothing(text):
                    self.matcher.mention("actor", text)

    # rows

    def _drafts(self, table: TableReading) -> list[Draft]:
        sheet = sheet_named(table.kind)
        assert sheet is not None
        self.remarks.left_out(table)
        self.remarks.check_cells(table)
        found: list[Draft] = []
        naming = "object" if sheet.key == "responsibilities" else "name"
        for row in _continued(table, naming):
            draft = self._draft(table, sheet, row)
            if draft.values:
                found.append(draft)
        keys = {c.key for c in table.columns if c.key} - {PERIOD}
        if table.places(PERIOD):
            keys |= {"valid_from", "valid_until"}
        for draft in found:
            self._complete(table, sheet, draft)
            keys |= draft.values.keys()
        self.found.columns.setdefault(sheet.key, set()).update(keys)
        for column in table.columns:
            if column.key:
                self.found.headers.setdefault((self.reading.file, table.table.title, column.key), column.header)
        return found if sheet.key == "responsibilities" else joined(found, self.asking)

    def _draft(self, table: TableReading, sheet: Sheet, row: Row) -> Draft:
        number, cells = row
        draft = Draft(sheet.key, table.table.title, number, _year_of(table.table))
        for column in table.columns:
            value = cells[column.place]
            if not column.key or value is None or self.remarks.flawed(table, sheet, column, number, value):
                continue
            at = Place(table.table.title, number, column.header)
            if column.why == "marks":
                head = column.header.split(" – ")[-1]
                draft.extend(column.key, self.cells.references(head, sheet.column(column.key), at))
            elif column.key == PERIOD:
                period = self.cells.period(value, at, draft.year)
                if period:
                    draft.put("valid_from", period.start.isoformat() if period.start else None)
                    draft.put("valid_until", period.end.isoformat() if period.end and self._ends(period, at) else None)
            else:
                self._fill(draft, sheet.column(column.key), value, at)
        return draft

    def _ends(self, period: Period, at: Place) -> bool:
        """Whether a period of which one day or year is told ends with it: asked once a column."""
        return period.whole or self.asking.ask("since-or-in", at.column, at, (SINCE, WITHIN), SINCE) == WITHIN

    def _fill(self, draft: Draft, column: Column, value: object, at: Place) -> None:
        cells = self.cells
        if column.holds == "reference":
            draft.extend(column.key, cells.references(value, column, at))  # type: ignore[arg-type]
        elif column.holds == "date":
            period = cells.period(value, at, draft.year)  # type: ignore[arg-type]
            if period:
                day = period.start if column.key == "valid_from" else period.end or period.start
                draft.put(column.key, day.isoformat() if day else None)
                if column.key == "valid_from" and period.whole and period.end and period.end != period.start:
                    draft.put("valid_until", period.end.isoformat())
        elif column.holds in ("whole", "decimal"):
            draft.put(column.key, cells.amount(value, column, at))  # type: ignore[arg-type]
        elif column.holds == "yes-no":
            draft.put(column.key, cells.yes_no(value, at))  # type: ignore[arg-type]
        elif column.holds == "word":
            draft.put(column.key, cells.word(value, column, at))  # type: ignore[arg-type]
        else:
            draft.put(column.key, cells.text(value, at))  # type: ignore[arg-type]

    # what a row needs and the table does not have

    def _complete(self, table: TableReading, sheet: Sheet, draft: Draft) -> None:
        """Ask for what every row must have: an area, a theme, a plan, a role, a source, a kind, a level."""
        at = Place(table.table.title, draft.row, "")
        naming = "object" if sheet.key == "responsibilities" else "name"
        if naming not in draft.values:
            return
        section = table.table.sections.get(draft.row)
        if section:
            self._take_section(sheet, draft, section, at)
        for column in sheet.columns:
            if column.required and column.key not in draft.values and column.key != naming:
                value = self._missing(table, sheet, column, draft, at)
                if value:
                    draft.put(column.key, value) if column.holds != "reference" else draft.extend(column.key, [value])

    def _take_section(self, sheet: Sheet, draft: Draft, section: str, at: Place) -> None:
        """A heading above some rows may be their area, theme or plan."""
        for column in sheet.columns:
            if column.of in MUST_EXIST and column.key not in draft.values and column.key in ("area", "theme", "plan"):
                match = self.matcher.match(column.of, section)
                name = match.name or (match.near[0] if match.near else None)
                if name:
                    options = (name, LEAVE_OUT)
                    answer = kept(self.asking.ask("section", section, at, options, name, facts={"as": column.fi}))
                    draft.extend(column.key, [answer] if answer else [])
                    return

    def _missing(self, table: TableReading, sheet: Sheet, column: Column, draft: Draft, at: Place) -> str | None:
        title = sheet.fi
        name = str(draft.values.get("name", draft.values.get("object", "")))
        if column.key == "id":
            return slug(name)
        if column.key == "kind":
            options = [BY_NAME, *self.matcher.words.valid(column.of, "fi")]
            labels = self.cells.labels(column.of)
            answer = self.asking.ask("missing-kind", title, at, options, BY_NAME, labels=labels)
            return (kind_by_name(name, column.of) or "organisation") if answer == BY_NAME else answer
        if column.key == "source":
            return self._title(table)
        if column.holds == "word":
            labels = self.cells.labels(column.of)
            proposed = "vastaa" if column.key == "role" else None
            return self.asking.ask(f"missing-{column.key}", title, at, labels, proposed, labels=labels)
        told = self._told_by_name(column.of, name, at)
        if told:
            return told
        proposed = {"area": self.whole, "plan": self._title(table)}.get(column.of)
        options = [*([proposed] if proposed else []), *self.matcher.choices(column.of)]
        answer = self.asking.ask(f"missing-{column.key}", title, at, options, proposed)
        return self.cells.made(answer, column.of, answer or "", at)

    def _told_by_name(self, of: str, name: str, at: Place) -> str | None:
        """An area or a theme that the name of the row speaks of, with a question."""
        if of not in ("area", "theme"):
            return None
        spoken = [t for t in bare(name).split() if len(t) >= 5]
        for known, written in self.matcher.all_names(of).items():
            if any(_speaks_of(token, known) for token in spoken):
                options = (written, *self.matcher.choices(of), LEAVE_OUT)
                answer = self.asking.ask(f"{of}-by-name", name, at, options, written)
                return kept(answer)
        return None

    def _title(self, table: TableReading) -> str:
        """What the rows come from: the title above the table, else the file's name."""
        titles = [t for t in table.table.above if 6 <= len(t) <= 90 and not _YEAR.fullmatch(t)]
        return titles[0] if titles else self.reading.file.rsplit(".", 1)[0].replace("_", " ")

    # records

    def _write(self, drafts: Iterable[Draft]) -> None:
        for draft in drafts:
            self._add(draft.sheet, draft.title, draft.row, draft.record())
        for (of, _), (name, at) in self.cells.created.items():
            self._add_created(of, name, at)

    def _add_created(self, of: str, name: str, at: Place) -> None:
        key = _SHEETS[of]
        values: dict[str, str] = {"name": name}
        if of != "plan":
            values["id"] = slug(name)
        if of == "area":
            whole = fold(name) == fold(self.whole)
            values["level"] = "kunta" if whole else "kaupunginosa"
            if not whole and self.matcher.knows("area", self.whole):
                values["part_of"] = self.whole
        if of == "plan" and (kind := kind_by_name(name, "plan kinds")):
            values["kind"] = kind
        self._add(key, at.sheet, at.row, values)
        self.found.columns.setdefault(key, set()).update(values)

    def _add(self, key: str, title: str, row: int, values: dict[str, str]) -> None:
        sheet = next(s for s in SHEETS if s.key == key)
        if values:
            self.found.records.append(Record(self.reading.file, sheet, title, row, dict(values)))


def _year_of(table: Table) -> int | None:
    """The year that a sheet's title, else its headline, names."""
    for text in (table.title, *table.above):
        found = set(_YEAR.findall(text))
        if len(found) == 1:
            return int(found.pop())
    return None


def _speaks_of(token: str, known: str) -> bool:
    """Whether a word of a name begins with, or is a form of, the one-word name of an area or theme."""
    if " " in known or len(known) < 4:
        return False
    return token.startswith(known) or (len(known) >= 6 and token[: len(known) - 1] == known[:-1])


def _continued(table: TableReading, naming: str) -> list[Row]:
    """The rows; one without a name goes on with the row above where it adds to a list."""
    places = [c.place for c in table.places(naming)]
    if not places or naming == "object":
        return table.table.rows
    lists = {
        c.place for c in table.columns if c.key in ("members", "participants", "theme", "population_group", "area")
    }
    found: list[Row] = []
    last: dict[int, Value | None] = {}
    for number, cells in table.table.rows:
        filled = {p for p, c in enumerate(cells) if c is not None}
        if last and not filled & set(places) and filled <= lists | {c.place for c in table.columns if not c.key}:
            found.append((number, [last.get(p, c) for p, c in enumerate(cells)]))
            continue
        if filled & set(places):
            last = {p: cells[p] for p in places}
        found.append((number, cells))
    return found
