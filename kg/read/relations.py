"""What a relation means, as the vocabularies say: how firmly it ties, which way it rises, by which links it is said."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.store import Data
from kg.terms import BASE

NS = BASE + "ns/"
ROLES = BASE + "vocab/roles/"
COUNTERPART_ROLES = BASE + "vocab/counterpart-roles/"
FIRM, LOOSE = "firm", "loose"


@dataclass(frozen=True)
class Relation:
    """A role or counterpart role.

    `strength` of its tie: firm (organisation and origin), ordinary, loose (topics and cooperation). `rises`: it reads
    from the lower to the higher thing. `seat`: it gives a place in a group; `held`: a thing that loses its last holder
    loses something; `goes_along`: what has it goes with the whole; `ties_post`: it ties a post to its body. `links`
    say it without a statement; of those in `from_bearer` the subject is the bearer. `acts_as`: the role that a
    counterpart takes by it, on the object where `on_object`.
    """

    name: str
    iri: str
    letter: str | None = None
    strength: str | None = None
    rises: bool = False
    seat: bool = False
    held: bool = False
    links: tuple[str, ...] = ()
    from_bearer: tuple[str, ...] = ()
    acts_as: str | None = None
    goes_along: bool = False
    ties_post: bool = False
    on_object: bool = False


class Relations(Mapping[str, Relation]):
    """The roles by their notation; `counterparts` are the counterpart roles by theirs."""

    def __init__(self, roles: Mapping[str, Relation], counterparts: Mapping[str, Relation]) -> None:
        self._relations = dict(roles)
        self.counterparts = dict(counterparts)

    def __getitem__(self, name: str) -> Relation:
        return self._relations[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._relations)

    def __len__(self) -> int:
        return len(self._relations)

    def are(self, quality: str) -> frozenset[str]:
        """The names of those that rise, are a seat, are held …"""
        return frozenset(name for name, relation in self.items() if getattr(relation, quality))

    @cached_property
    def firm(self) -> frozenset[str]:
        """The roles and counterpart roles that tie firmly even where the words only describe."""
        return self._of_strength(FIRM)

    @cached_property
    def loose(self) -> frozenset[str]:
        """The roles and counterpart roles of topic and cooperation."""
        return self._of_strength(LOOSE)

    def _of_strength(self, strength: str) -> frozenset[str]:
        every = [*self.values(), *self.counterparts.values()]
        return frozenset(relation.name for relation in every if relation.strength == strength)

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """The RACI letter of each role."""
        return {name: relation.letter for name, relation in self.items() if relation.letter}

    @cached_property
    def by_link(self) -> Mapping[str, tuple[Relation, bool]]:
        """Each direct link as its relation, and whether the bearer is the link's subject."""
        turned = {link: (relation, False) for relation in self.values() for link in relation.links}
        return turned | {link: (relation, True) for relation in self.values() for link in relation.from_bearer}


def read_relations(data: Data) -> Relations:
    """The relations that the vocabularies describe."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    for row in data.rows("read/relations"):
        iri = str(row["relation"])
        names[iri] = str(row["notation"])
        said[iri][str(row["property"]).removeprefix(NS)].append(str(row["value"]))
    every = [_relation(names[iri], iri, values) for iri, values in said.items()]
    return Relations(
        {r.name: r for r in every if r.iri.startswith(ROLES)},
        {r.name: r for r in every if r.iri.startswith(COUNTERPART_ROLES)},
    )


def _relation(name: str, iri: str, values: Mapping[str, list[str]]) -> Relation:
    def one(prop: str) -> str | None:
        return next(iter(values.get(prop, ())), None)

    strength, acts_as = one("strength"), one("actsAs")
    return Relation(
        name=name,
        iri=iri,
        letter=one("raciLetter"),
        strength=strength.rsplit("/", 1)[-1] if strength else None,
        rises=one("rises") == "true",
        seat=one("isSeat") == "true",
        held=one("isHeldBy") == "true",
        goes_along=one("goesAlong") == "true",
        ties_post=one("tiesPost") == "true",
        on_object=one("actsOnObject") == "true",
        links=tuple(values.get("link", ())),
        from_bearer=tuple(values.get("linkFromBearer", ())),
        acts_as=acts_as.rsplit("/", 1)[-1].replace("-", " ") if acts_as else None,
    )
