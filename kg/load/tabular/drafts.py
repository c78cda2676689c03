"""Rows that speak of one thing become one: repeated names, one sheet a year, one network under two names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from kg.load.tabular.asking import Asking, Place
from kg.load.tabular.matching import Matcher
from kg.load.tabular.words import bare, same_word
from kg.sources.sheets import fold, sheet_named

SAME, APART = "same", "apart"
YEARS, NEWEST = "years", "newest"
LISTS = ("theme", "population_group", "coordinator", "members", "participants", "responsible", "basis", "part_of")
_KIND_WORDS = re.compile(
    r"(yhteistyö|työ)?(verkosto|ryhmä|foorumi|tiimi|nätverk|nätverket|grupp|gruppen|network|group)(n|t)?$"
)


@dataclass
class Draft:
    """One row on its way to a record: lists of names, and single values."""

    sheet: str
    title: str
    row: int
    year: int | None = None
    values: dict[str, str | list[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.values.get("name", ""))

    def put(self, key: str, value: str | None) -> None:
        if value is not None and key not in self.values:
            self.values[key] = value

    def extend(self, key: str, found: Iterable[str]) -> None:
        held = self.values.setdefault(key, [])
        assert isinstance(held, list)
        held += [v for v in found if v not in held]
        if not held:
            del self.values[key]

    def names(self, key: str) -> set[str]:
        found = self.values.get(key, [])
        return {fold(v) for v in found} if isinstance(found, list) else set()

    def record(self) -> dict[str, str]:
        """Column → text, as a row of the template has it."""
        sheet = sheet_named(self.sheet)
        assert sheet is not None
        found = {}
        for key, value in self.values.items():
            text = "; ".join(value) if isinstance(value, list) else value
            found[key] = text if not isinstance(value, list) or sheet.column(key).several else value[0]
        return found


def joined(drafts: Iterable[Draft], asking: Asking) -> list[Draft]:
    """Rows of one table that follow each other under one name are one thing."""
    found: dict[str, Draft] = {}
    for draft in drafts:
        key = fold(draft.name)
        if not key or (draft.sheet == "measures" and key in found and _differ(found[key], draft)):
            key = f"{key} {draft.row}"
        if key in found:
            merge(found[key], draft, asking)
        else:
            found[key] = draft
    return list(found.values())


def _differ(one: Draft, other: Draft) -> bool:
    """Measures of one name may be several: those of different plans."""
    return one.values.get("plan") != other.values.get("plan")


def merge(into: Draft, draft: Draft, asking: Asking) -> None:
    """Take over what the other row says: lists grow, and a single value that differs is asked about."""
    for key, value in draft.values.items():
        held = into.values.get(key)
        if isinstance(value, list) and isinstance(held, list) and key in LISTS:
            into.extend(key, value)
        elif held is None:
            into.values[key] = value
        elif held != value and key not in ("name", "id"):
            one, two = (v[0] if isinstance(v, list) else v for v in (held, value))
            at = Place(draft.title, draft.row, key)
            chosen = asking.ask("differs", f"{into.name} · {key}", at, (one, two), None, facts={"one": one, "two": two})
            if chosen == two:
                into.values[key] = value


def one_by_name(drafts: Iterable[Draft], asking: Asking) -> list[Draft]:
    """Rows of several tables under one name are one thing."""
    found: dict[tuple[str, ...], Draft] = {}
    for draft in drafts:
        key: tuple[str, ...] = (draft.sheet, fold(draft.name))
        if not draft.name or draft.sheet in ("responsibilities", "measures"):
            key = (draft.sheet, draft.title, str(draft.row))
        if key in found:
            merge(found[key], draft, asking)
        else:
            found[key] = draft
    return list(found.values())


def merged_years(drafts: list[Draft], asking: Asking) -> list[Draft]:
    """One sheet a year: the newest says how things are, the older ones when a thing began or ended."""
    for sheet in ("networks", "actors"):
        dated = {d.title: d.year for d in drafts if d.sheet == sheet and d.year and str(d.year) in d.title}
        years = sorted(set(dated.values()), key=lambda y: y or 0)
        if len(years) < 2:
            continue
        at = Place(", ".join(dated), 0, "")
        answer = asking.ask("years", ", ".join(dated), at, (YEARS, NEWEST), YEARS, facts={"newest": years[-1]})
        rows = [d for d in drafts if d.sheet == sheet and d.title in dated]
        rest = [d for d in drafts if d not in rows]
        drafts = rest + _by_year(rows, years[0] or 0, years[-1] or 0, answer == YEARS)
    return drafts


def _by_year(rows: list[Draft], oldest: int, newest: int, with_years: bool) -> list[Draft]:
    things: dict[str, list[Draft]] = {}
    for draft in rows:
        things.setdefault(fold(draft.name), []).append(draft)
    found = []
    for drafts in things.values():
        drafts.sort(key=lambda d: d.year or 0)
        first, last = drafts[0], drafts[-1]
        if not with_years and last.year != newest:
            continue
        if (first.year or 0) > oldest:
            last.put("valid_from", f"{first.year}-01-01")
        if (last.year or 0) < newest:
            last.put("valid_until", f"{last.year}-12-31")
        found.append(last)
    return found


def same_things(drafts: list[Draft], matcher: Matcher, asking: Asking) -> list[Draft]:
    """A network under two names, in two tables or in the graph, is proposed as one, with the reason."""
    kept: list[Draft] = []
    for draft in drafts:
        if draft.sheet != "networks" or not draft.name:
            kept.append(draft)
            continue
        twin = next((k for k in kept if k.sheet == "networks" and _alike(k, draft)), None)
        if twin is not None and _asked_same(twin, draft, asking) == SAME:
            twin.values.setdefault("name", draft.name)
            merge(twin, draft, asking)
            continue
        if twin is None:
            _match_known(draft, matcher, asking)
        kept.append(draft)
    return kept


def _asked_same(one: Draft, other: Draft, asking: Asking) -> str | None:
    shared = len(one.names("members") & other.names("members"))
    most = min(len(one.names("members")), len(other.names("members")))
    facts = {"first": one.name, "second": other.name, "first_sheet": one.title, "shared": shared, "members": most}
    proposed = SAME if not most or shared * 2 >= most else APART
    about = f"{one.name} | {other.name}"
    return asking.ask("same", about, Place(other.title, other.row, ""), (SAME, APART), proposed, facts=facts)


def _match_known(draft: Draft, matcher: Matcher, asking: Asking) -> None:
    """A network of the graph whose name is a form of this one's."""
    if matcher.names.resolve("network", draft.name):
        return
    own = [t.name() for t in matcher.names.things.values() if t.iri.startswith(matcher.names.own)]
    alike = [n for n in own if len(_core(n)) == len(_core(draft.name)) and names_alike(n, draft.name)]
    networks = [n for n in alike if matcher.names.resolve("network", n)]
    if not networks:
        return
    facts = {"first": networks[0], "second": draft.name}
    about, at = f"{networks[0]} | {draft.name}", Place(draft.title, draft.row, "")
    if asking.ask("same-known", about, at, (SAME, APART), SAME, facts=facts) == SAME:
        draft.values["name"] = networks[0]


def _alike(one: Draft, other: Draft) -> bool:
    """Two rows with names of one form, and not of two areas."""
    areas = one.values.get("area"), other.values.get("area")
    if one.title == other.title and len(_core(one.name)) != len(_core(other.name)):
        return False
    return names_alike(one.name, other.name) and (None in areas or areas[0] == areas[1])


def names_alike(one: str, other: str) -> bool:
    """Whether two different names say the same words: other endings, a misspelling, *ryhmä* for *verkosto*.

    >>> names_alike("Keskustan turvallisuusryhmä", "Keskustan turvallisuusverkosto")
    True
    >>> names_alike("Itäinen turvallisuusryhmä", "Läntinen turvallisuusryhmä")
    False
    """
    if fold(one) == fold(other):
        return False
    ours, theirs = _core(one), _core(other)
    if not ours or not theirs or abs(len(ours) - len(theirs)) > 1:
        return False
    few, many = sorted((ours, theirs), key=len)
    return all(any(_same(w, v) for v in many) for w in few) and sum(map(len, few)) >= 5


def _same(one: str, other: str) -> bool:
    return same_word(one, other) or (min(len(one), len(other)) >= 6 and fuzz.ratio(one, other) >= 88)


def _core(name: str) -> list[str]:
    """The words of a name without what only says that it is a network."""
    stripped = [_KIND_WORDS.sub("", w) if len(w) > 4 else w for w in bare(name).split()]
    return [w for w in stripped if w]
