"""What the columns of a table are, and what its rows are: by headers, then by values against the names in the graph."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.load.tabular.amounts import read_amount
from kg.load.tabular.contacts import without_contacts, without_person
from kg.load.tabular.layout import Table, find_table, plain_rows
from kg.load.tabular.matching import Matcher
from kg.load.tabular.model import Column, Reading, TableReading
from kg.load.tabular.parting import is_nothing, part
from kg.load.tabular.times import read_period
from kg.load.tabular.words import alike, bare, headers, own_headers, worded, words
from kg.sources import sheets
from kg.sources.records import Value
from kg.sources.sheets import SHEETS, Sheet, sheet_named

PERIOD = "valid"
"""A column that holds both ends of a period."""
SAMPLES, LOOKED_AT = 3, 120
HEADED, ACCEPTED, SURE = 0.6, 0.45, 0.8
"""A header counts from so much likeness on; a column is taken from so much; and it is sure from so much."""
CERTAIN_KIND, CLEAR_LEAD = 2.0, 0.5
CROSSED = {
    "networks": ("members", "theme", "population_group"),
    "measures": ("participants", "theme", "population_group"),
}
"""What the headers of columns of crosses may be."""


def propose(file: str, cells: dict[str, object], matcher: Matcher) -> Reading:
    """How the file seems to be meant. A table that nothing is known of is left out."""
    found = []
    for sheet in cells["sheets"]:  # type: ignore[attr-defined]
        table = find_table(sheet, known_header)
        if table:
            found.append(read_table(file, table, matcher))
    return Reading(file, found)


def known_header(text: str) -> float:
    """How far a text is any header of any sheet."""
    wanted = _short(bare(text))
    names = [*(s.key for s in SHEETS), "persons", "other"]
    best = max(alike(wanted, phrases) for n in names for phrases in headers(n).values())
    return best if best >= HEADED else 0.0


def read_table(file: str, table: Table, matcher: Matcher) -> TableReading:
    """The kind whose columns the table's columns say best."""
    profiles = [_Profile(table, place, matcher) for place in range(len(table.headers))]
    scored = sorted(
        ((_kind_score(file, table, sheet, columns), sheet.key, columns) for sheet in SHEETS
         for columns in [assign(sheet, profiles)]),
        key=lambda found: -found[0],
    )  # fmt: skip
    (best, kind, columns), (second, _, _) = scored[:2]
    if best < 1.0 or not any(c.key for c in columns):
        return TableReading(table, "", "nothing", True, columns)
    if table.hidden:
        return TableReading(table, "", "hidden", False, columns)
    sure = best >= CERTAIN_KIND and best - second >= CLEAR_LEAD
    return TableReading(table, kind, "columns", sure, columns)


def read_as(table: Table, kind: str, matcher: Matcher) -> list[Column]:
    """The columns of a table whose kind is settled."""
    sheet = sheet_named(kind)
    profiles = [_Profile(table, place, matcher) for place in range(len(table.headers))]
    if sheet is None:
        return [Column(p.place, p.header, "", "nothing", True, p.samples) for p in profiles]
    return assign(sheet, profiles)


def _kind_score(file: str, table: Table, sheet: Sheet, columns: Sequence[Column]) -> float:
    """Columns found, a name column that names the kind, and words of the sheet's, the file's and the titles' names."""
    own = headers(sheet.key)
    score = sum(1.0 if c.sure else 0.5 for c in columns if c.key and c.key not in ("id", "name"))
    naming = next((c for c in columns if c.key in ("name", "object")), None)
    if naming is None:
        return 0.0
    specific = own_headers(sheet.key, naming.key)
    score += 1.6 * max((alike(h, specific) for h in _readings(naming.header)), default=0)
    named = own["title"]
    score += 1.2 * alike(bare(table.title), named)
    score += 0.6 * max((alike(bare(t), named) for t in (file.rsplit(".", 1)[0], *table.above)), default=0)
    needed = [c.key for c in sheet.columns if c.required and c.key not in ("id", "source", "theme", "area")]
    return score - 0.4 * sum(key not in {c.key for c in columns} for key in needed)


def _short(text: str) -> str:
    """A header without a number at its end: «jäsen 2» is «jäsen»."""
    return re.sub(r"\s*\d{1,2}$", "", text) or text


def _readings(header: str) -> list[str]:
    """A header whole, and its parts where it stands in two rows."""
    parts = header.split(" – ")
    return list(dict.fromkeys(_short(bare(t)) for t in (header, *reversed(parts))))


@dataclass
class _Profile:
    """A column of a table with its values, looked at once."""

    def __init__(self, table: Table, place: int, matcher: Matcher) -> None:
        self.place, self.header, self.matcher = place, table.headers[place], matcher
        values = [v for _, row in table.rows if (v := row[place]) is not None]
        self.values = list(dict.fromkeys(v for v in values if not (isinstance(v, str) and is_nothing(v))))[:LOOKED_AT]
        self.samples = tuple(_shown(v) for v in self.values[:SAMPLES])
        self.filled = len(values)
        self.distinct = len(set(values)) == len(values)
        self._shares: dict[tuple[str, str], float] = {}

    def headed(self, phrases: Sequence[str]) -> float:
        """How far the header is one of the phrases; a part of a header in two rows counts a little less."""
        found = _readings(self.header) if self.header else []
        return max((alike(t, phrases) - (0.05 if n else 0) for n, t in enumerate(found)), default=0.0)

    def share(self, holds: str, of: str) -> float:
        """The share of values that a column of ours could hold."""
        key = (holds, of)
        if key not in self._shares:
            fits = _FITS.get(holds)
            if holds == "reference":
                parts = [p for v in self.values[:40] for p in part(str(v), lambda t: False, lambda *asked: asked[2])]
                self._shares[key] = _mean([self._refers(of, text) for text in parts[:LOOKED_AT]])
            elif holds == "word":
                self._shares[key] = _mean([self._worded(of, str(v)) for v in self.values])
            else:
                self._shares[key] = _mean([float(fits(v)) for v in self.values]) if fits else 1.0
        return self._shares[key]

    def _refers(self, of: str, text: str) -> float:
        if self.matcher.knows(of, text):
            return 1.0
        if (of == "area" and bare(text) in words("everywhere")) or (
            of == "population group" and bare(text) in words("everyone")
        ):
            return 1.0
        return (
            0.6 if of in ("area", "theme", "population group", "plan", "actor") and self.matcher.near(of, text) else 0.0
        )

    def _worded(self, of: str, text: str) -> float:
        if self.matcher.words.resolve(of, text):
            return 1.0
        lists = {"actor kinds": "kinds", "plan kinds": "plan_kinds"}
        return 1.0 if of in lists and bare(text) in worded(lists[of]) else 0.0

    @property
    def persons(self) -> float:
        """The share of values with a person's name, a number or an address in them."""
        return _mean([float(bool(without_contacts(str(v)).found or without_person(str(v)).found)) for v in self.values])

    @property
    def marked(self) -> bool:
        return bool(self.values) and all(str(v).casefold().strip() in words("marks") for v in self.values)


_FITS: dict[str, Callable[[Value], bool]] = {
    "date": lambda v: read_period(v, 2000) is not None,
    "whole": lambda v: read_amount(v, "year") is not None or bare(str(v)) in words("nothing") or "tarv" in str(v),
    "decimal": lambda v: read_amount(v, "hour") is not None,
    "yes-no": lambda v: isinstance(v, bool) or bare(str(v)) in words("yes") | words("no"),
}


def _mean(found: Sequence[float]) -> float:
    return sum(found) / len(found) if found else 0.0


def _shown(value: Value) -> str:
    return " ".join(str(value).split())[:60]


def assign(sheet: Sheet, profiles: Sequence[_Profile]) -> list[Column]:
    """Each column as that of the sheet which it says best; a column that may hold several may stand in several."""
    scores = sorted(
        ((s, -p.place, c) for p in profiles for c in _columns(sheet) if (s := _score(sheet, p, c)) >= ACCEPTED),
        key=lambda found: (-found[0], -found[1], found[2].key),
    )
    taken: dict[int, tuple[sheets.Column, float]] = {}
    for score, place, column in scores:
        double = any(c.key == column.key for c, _ in taken.values())
        if -place not in taken and (not double or (column.several and score >= SURE)):
            taken[-place] = (column, score)
    _name_column(sheet, profiles, taken)
    found = [_column(p, taken.get(p.place), sheet) for p in profiles]
    return _marked(sheet, profiles, found)


def _columns(sheet: Sheet) -> list[sheets.Column]:
    """The sheet's columns, and a period where it has both ends."""
    keys = {c.key for c in sheet.columns}
    return [*sheet.columns, *([sheets.Column("voimassa", PERIOD, "date")] if "valid_until" in keys else [])]


def _score(sheet: Sheet, profile: _Profile, column: sheets.Column) -> float:
    exact = [bare(h.replace("_", " ")) for h in column.headers]
    head = profile.headed([*exact, *headers(sheet.key).get(column.key, ())])
    if head < max(profile.headed(headers("persons")["header"]), profile.headed(headers("other")["header"])):
        head = 0.0
    if profile.header and column.holds == "text":
        return head if head >= HEADED and (column.key != "id" or not profile.values or profile.distinct) else 0.0
    share = profile.share(column.holds, column.of)
    if head >= HEADED:
        strict = column.holds in ("date", "whole", "decimal", "yes-no") and bool(profile.values)
        return head * (0.3 if strict and share < 0.25 else 0.8 + 0.2 * share)
    if column.key in (PERIOD, "deadline"):
        dated = [v for v in profile.values if not isinstance(v, (int, float))]
        fits = len(dated) >= 2 and share >= 0.8 and profile.headed(headers("other")["header"]) < SURE
        return 0.5 if fits and not (column.key == PERIOD and sheet.key == "measures") else 0.0
    named = column.holds in ("reference", "word") and column.of not in ("actor", "object", "basis", "plan", "roles")
    unnamed_enough = len(profile.values) >= 2 and share >= 0.6 and profile.persons < 0.3
    return (
        0.5 * share + 0.1
        if named and unnamed_enough and not profile.headed(headers("other")["header"]) >= SURE
        else 0.0
    )


def _name_column(sheet: Sheet, profiles: Sequence[_Profile], taken: dict[int, tuple[sheets.Column, float]]) -> None:
    """Without a headed name column, the first column of differing texts holds the names."""
    naming = sheet.column("object" if sheet.key == "responsibilities" else "name")
    if any(c.key == naming.key for c, _ in taken.values()):
        return
    for profile in profiles:
        texts = [v for v in profile.values if isinstance(v, str) and any(ch.isalpha() for ch in v)]
        if profile.place not in taken and len(texts) >= max(1, 0.8 * profile.filled) and profile.persons < 0.3:
            if known_header(profile.header) < SURE:
                taken[profile.place] = (naming, ACCEPTED)
            return


def _column(profile: _Profile, taken: tuple[sheets.Column, float] | None, sheet: Sheet) -> Column:
    kept = (profile.place, profile.header)
    persons = profile.headed(headers("persons")["header"])
    if taken and not (taken[0].of == "actor" and profile.persons >= 0.8):
        column, score = taken
        headed = profile.headed([*map(bare, column.headers), *headers(sheet.key).get(column.key, ())]) >= HEADED
        return Column(
            *kept, column.key, "header" if headed else "values", headed and score >= SURE - 0.05, profile.samples
        )
    if persons >= SURE or profile.persons >= 0.5:
        return Column(*kept, "", "persons", True, ())
    if not profile.values:
        return Column(*kept, "", "empty", True, ())
    other = profile.headed(headers("other")["header"]) >= HEADED
    return Column(*kept, "", "other" if other else "nothing", True, profile.samples)


def _marked(sheet: Sheet, profiles: Sequence[_Profile], found: list[Column]) -> list[Column]:
    """Columns of crosses: the header of each is the value, a member, a theme or a population group."""
    crossed = [p for p, c in zip(profiles, found, strict=True) if p.marked and p.header and not c.key]
    if len(crossed) < 2:
        return found
    heads = [p.header.split(" – ")[-1] for p in crossed]
    matcher = crossed[0].matcher
    fits = []
    for key in CROSSED.get(sheet.key, ()):
        of = sheet.column(key).of
        known = _mean([1.0 if matcher.knows(of, h) else 0.7 if matcher.near(of, h) else 0.0 for h in heads])
        fits.append((known + (0.3 if of == "actor" else 0), key))
    if not fits:
        return found
    key = max(fits)[1]
    places = {p.place for p in crossed}
    return [Column(c.place, c.header, key, "marks", False, c.samples) if c.place in places else c for c in found]


__all__ = ["PERIOD", "plain_rows", "propose", "read_as", "read_table"]
