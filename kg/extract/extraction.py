"""A statement as it was read from a document: what was read in each of its parts, how sure that is, and why."""

from dataclasses import dataclass, field

from kg.read.model import Thing


@dataclass(frozen=True)
class Named:
    """A word group: the known thing that it names, or a new one by its words. `sure` is between 0 and 1."""

    text: str
    thing: Thing | None = None
    sure: float = 0.5
    why: str = ""
    """A key below `extract.why-`: how it was found."""
    is_actor: bool = False

    def name(self, lang: str) -> str:
        return self.thing.name(lang) if self.thing else self.text


@dataclass(frozen=True)
class Party:
    """A counterpart with the part it plays: with, recipient, support, steering, invited, consulted."""

    named: Named
    part: str


@dataclass(frozen=True)
class Extraction:
    """What one predicate says. `status`: stated, implied or absent; `kind`: responsibility or description."""

    sentence: int
    quote: str
    start: int
    """Where the quote begins in the document's text, in code points."""
    chapter: str
    page: int | None
    kind: str
    verb: str
    role: Thing | None
    role_sure: float
    modality: str
    modality_why: str
    bearers: tuple[Named, ...] = ()
    status: str = "absent"
    objects: tuple[Named, ...] = ()
    parties: tuple[Party, ...] = ()
    basis: tuple[Named, ...] = ()
    rhythm: str | None = None
    hedge: str | None = None
    condition: str | None = None
    any_of: frozenset[str] = frozenset()
    open_list: bool = False
    notes: tuple[str, ...] = field(default=())
    """Keys below `extract.note-`: what a reader should look at."""

    @property
    def end(self) -> int:
        return self.start + len(self.quote)

    @property
    def sure(self) -> float:
        """How sure the whole is: as its least sure part that matters."""
        return min([self.role_sure, *(n.sure for n in self.bearers), *(n.sure for n in self.objects)], default=0.0)
