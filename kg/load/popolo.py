"""A Popolo document (Open Civic Data) into quads: organisations, posts and who is a member of what. People stay out.

Terms: http://www.popoloproject.com/specs/. What our words cannot say is kept as it stands, below Popolo's namespace.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rdflib.namespace import DCTERMS, RDF, SKOS

from kg.errors import UnreadableInput
from kg.load.iris import named_iri, thing_iri
from kg.load.sheets.kinds import ACTOR_KINDS, kind_path
from kg.rdf import XSD, Iri, Lit, Quad, Term
from kg.terms import ID, KG

POPOLO = "http://www.popoloproject.com/ns#"
LARGEST = 20_000_000
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PERSONAL = frozenset(
    [
        *("person", "person_id", "persons", "contact_details", "email", "phone", "birth_date", "gender", "memberships"),
        *("posts", "parent", "organization", "area", "post", "children"),
    ]
)
"""What may tell of people, and copies of other objects, which are read where they stand themselves."""
CHAIRS = frozenset(["chair", "chairperson", "puheenjohtaja", "ordförande"])
NAMED = frozenset(["id", "_id", "@id"])
COLLECTIONS = ("organizations", "posts", "memberships")
Item = Mapping[str, Any]


@dataclass
class Popolo:
    """What a document says: quads, how many properties of which name are kept as they stand, and what is left out."""

    quads: list[Quad] = field(default_factory=list)
    kept: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


def read_popolo(path: Path, municipality: str) -> Popolo:
    """The document of a file. Raises UnreadableInput where it is too large, no JSON, or no Popolo."""
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableInput("load.too-large", path=path, most=LARGEST // 1_000_000)
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableInput("load.unreadable", path=path, why=str(error)[:120]) from error
    if not isinstance(document, dict) or not any(isinstance(document.get(name), list) for name in COLLECTIONS):
        raise UnreadableInput("load.no-popolo", path=path, known=", ".join(COLLECTIONS))
    return _Reader(municipality, document).read()


class _Reader:
    """One document on its way to quads."""

    def __init__(self, municipality: str, document: Item) -> None:
        self.municipality, self.found = municipality, Popolo()
        self.organisations = _items(document, "organizations")
        nested = [
            (o, name, i) for o in self.organisations for name in ("posts", "memberships") for i in _items(o, name)
        ]
        owned = [(name, {"organization_id": _id(o), **item}) for o, name, item in nested]
        self.posts = [*_items(document, "posts"), *(i for name, i in owned if name == "posts")]
        self.memberships = [*_items(document, "memberships"), *(i for name, i in owned if name == "memberships")]
        for name, value in document.items():
            if name not in COLLECTIONS:
                self.found.left_out[name] += len(value) if isinstance(value, list) else 1
        self.iris: dict[str, Iri] = {}

    def read(self) -> Popolo:
        having = {str(m.get("organization_id")) for m in self.memberships}
        classes = [_class(o, members=_id(o) in having) for o in self.organisations]
        for item, class_ in [*zip(self.organisations, classes, strict=True), *((p, Iri(KG.Post)) for p in self.posts)]:
            if _id(item) and _name(item):
                self.iris[_id(item)] = self._iri(item, class_)
        for item, class_ in zip(self.organisations, classes, strict=True):
            self._thing(item, class_, Iri(KG.partOf), "parent_id", ("founding_date", "dissolution_date"))
        for item in self.posts:
            self._thing(item, Iri(KG.Post), Iri(KG.postIn), "organization_id", ("start_date", "end_date"))
        for item in self.memberships:
            self._membership(item)
        return self.found

    def _iri(self, item: Item, class_: Iri) -> Iri:
        """An IRI of this municipality as it is; any other id as the key of a thing here."""
        own = _id(item)
        if own.startswith(str(ID[f"{self.municipality}/"])) and not re.search(r'[\s<>"{}|^`\\]', own):
            return Iri(own)
        path = kind_path(class_)
        return thing_iri(self.municipality, path, own) if own else named_iri(self.municipality, path, _name(item))

    def _thing(self, item: Item, class_: Iri, above: Iri, above_key: str, days: tuple[str, str]) -> None:
        name = _name(item)
        if not name:
            self.found.left_out["without name"] += 1
            return
        iri = self._iri(item, class_)
        self._say(iri, Iri(RDF.type), class_)
        self._say(iri, Iri(SKOS.prefLabel), Lit(name, "fi"))
        said = {"name", "label"} & set(item)
        if isinstance(item.get("classification"), str) and class_ != KG.Group:
            said |= {"classification"} if item["classification"].casefold() in _words(class_) else set()
        if (whole := self.iris.get(str(item.get(above_key)))) is not None:
            self._say(iri, above, whole)
            said.add(above_key)
        for key, prop in zip(days, (KG.validFrom, KG.validUntil), strict=True):
            if DAY.fullmatch(str(item.get(key) or "")):
                self._say(iri, Iri(prop), Lit(str(item[key]), datatype=XSD + "date"))
                said.add(key)
        for other in _items(item, "other_names"):
            if isinstance(other.get("name"), str):
                self._say(iri, *_other_name(other))
        for one in _items(item, "identifiers"):
            if one.get("identifier"):
                self._say(iri, Iri(DCTERMS.identifier), Lit(str(one["identifier"])))
        self._keep(iri, item, said)

    def _keep(self, iri: Iri, item: Item, said: set[str]) -> None:
        """Every further property as JSON, so that nothing is lost; what may tell of people is only counted."""
        for key, value in item.items():
            if key in said or value in (None, "", []):
                continue
            if key in PERSONAL:
                self.found.left_out[key] += key not in ("posts", "memberships")
                continue
            words = json.dumps(value, ensure_ascii=False, sort_keys=True)
            self._say(iri, Iri(POPOLO + quote(key, safe="")), Lit(words))
            self.found.kept[key] += key not in NAMED

    def _membership(self, item: Item) -> None:
        """Who is a member: an organisation or a post. A person is none, and neither is the post that a person holds."""
        group = self.iris.get(str(item.get("organization_id")))
        member = self._member(item)
        if group is None or member is None:
            self.found.left_out["memberships"] += 1
            return
        chair = str(item.get("role") or "").casefold() in CHAIRS
        self._say(group, Iri(KG.hasChair if chair else KG.hasMember), member)
        kept = {k: v for k, v in item.items() if k not in PERSONAL and v not in (None, "", [])}
        self._say(group, Iri(POPOLO + "membership"), Lit(json.dumps(kept, ensure_ascii=False, sort_keys=True)))
        for key in set(kept) - {"id", "organization_id", "member", "post_id"}:
            self.found.kept[f"membership.{key}"] += 1

    def _member(self, item: Item) -> Iri | None:
        if item.get("person_id") or item.get("person"):
            return None
        member = item.get("member")
        named = member.get("id") if isinstance(member, dict) else None
        return self.iris.get(str(named or item.get("post_id")))

    def _say(self, subject: Iri, predicate: Iri, value: Term) -> None:
        self.found.quads.append((subject, predicate, value, None))


def _items(item: Item, name: str) -> Sequence[Item]:
    found = item.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _id(item: Item) -> str:
    return str(next((item[key] for key in ("id", "_id", "@id") if item.get(key)), ""))


def _name(item: Item) -> str:
    return str(item.get("name") or item.get("label") or "").strip()


def _class(item: Item, *, members: bool) -> Iri:
    """The class that the classification names in one of our languages; a group where others are its members."""
    word = str(item.get("classification") or "").strip().casefold()
    known = next((c for _, _, c in ACTOR_KINDS.values() if word in _words(c)), None)
    return known or Iri(KG.Group if members else KG.Organisation)


def _words(class_: Iri) -> frozenset[str]:
    return frozenset(w for en, (fi, sv, c) in ACTOR_KINDS.items() if c == class_ for w in (en, fi, sv))


def _other_name(other: Item) -> tuple[Iri, Lit]:
    """A name in another language, which our export marks so, or another name."""
    lang = other.get("lang")
    own = lang in ("sv", "en") and not other.get("end_date")
    return Iri(SKOS.prefLabel if own else SKOS.altLabel), Lit(other["name"], str(lang) if own else "fi")
