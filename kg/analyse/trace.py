"""What has become of every sentence of a held text: modelled, or declared out with the reason."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.analyse.quotes import held_text
from kg.rdf import Lit
from kg.store import Data

MODELLED, OUT_OF_SCOPE, UNTRANSLATABLE = STATUSES = ("modelled", "out-of-scope", "untranslatable")


@dataclass
class SentenceTrace:
    """One sentence of a text, with the statements that quote it or the reasons why there are none."""

    sentence: str
    document: str
    start: int
    end: int
    text: str
    status: str
    reasons: dict[str, str] = field(default_factory=dict)
    statements: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.sentence.rsplit("/", 1)[-1]

    @property
    def sound(self) -> bool:
        """Whether what is claimed holds: statements where it is modelled, else none and a reason."""
        if self.status == MODELLED:
            return bool(self.statements)
        return not self.statements and bool(self.reasons)

    def reason(self, lang: str) -> str:
        return self.reasons.get(lang) or next(iter(self.reasons.values()), "")


@dataclass(frozen=True)
class Trace:
    """All sentences of the texts held, and the stretches of text that no sentence accounts for."""

    sentences: Sequence[SentenceTrace]
    unlisted: Sequence[str]

    def count(self, status: str) -> int:
        return Counter(s.status for s in self.sentences)[status]

    @property
    def share(self) -> float | None:
        """Modelled sentences of all sentences; None where no text is listed."""
        return self.count(MODELLED) / len(self.sentences) if self.sentences else None


def trace(data: Data) -> Trace:
    """The sentences of every held text of `data`, in the order of the text."""
    sentences: dict[str, SentenceTrace] = {}
    held: dict[str, str] = {}
    for row in data.rows("analyse/sentences"):
        iri, document = str(row["sentence"]), str(row["document"])
        found = sentences.setdefault(
            iri,
            SentenceTrace(
                sentence=iri,
                document=document,
                start=int(str(row["start"])),
                end=int(str(row["end"])),
                text=str(row["text"]),
                status=str(row["status"]).rsplit("/", 1)[-1],
            ),
        )
        reason, statement = row["reason"], row["statement"]
        if isinstance(reason, Lit):
            found.reasons[reason.lang or ""] = str(reason)
        if statement is not None and str(statement) not in found.statements:
            found.statements.append(str(statement))
        if row["held"] is not None:
            held[document] = str(row["held"])
    listed = list(sentences.values())
    return Trace(listed, [gap for document in sorted(held) for gap in _unlisted(listed, document, held[document])])


def _unlisted(sentences: Iterable[SentenceTrace], document: str, name: str) -> list[str]:
    own = [(s.start, s.end) for s in sentences if s.document == document]
    return unlisted(held_text(name) or "", own)


def unlisted(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    """The stretches of `text`, blanks apart, that lie in none of the spans."""
    gaps, place = [], 0
    for start, end in [*sorted(spans), (len(text), len(text))]:
        gap = text[place:start].strip()
        if gap:
            gaps.append(gap)
        place = max(place, end)
    return gaps
