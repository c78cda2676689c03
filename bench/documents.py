"""How well documents are read.

    python -m bench.documents [--blind] [--misses]

The principles paper, chapter held out against chapter: the statements of the graph are the yardstick, and for each
chapter the reader learns from the other chapters alone. With --blind the texts in `bench/read/`, made up for Mallila
and read by somebody who knew neither the program nor its figures.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.readings import Given, Target, score, table
from kg.commands import open_municipality
from kg.extract.language import language
from kg.extract.reader import extract, knowledge
from kg.extract.sentences import Sentence, sentences
from kg.read.model import Statement, Thing
from kg.sources.documents import read_document

PAPER = Path("ontology/sources/periaatteet.txt")
READ = Path(__file__).parent / "read"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blind", action="store_true")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    print(table(_blind(args.misses) if args.blind else _held_out(args.misses)))


def _held_out(misses: bool) -> Counter[str]:
    graph = open_municipality("helsinki", store="/nonexistent").graph
    document = read_document(PAPER)
    read = sentences(document, language("fi"))
    chapters: dict[str, list[tuple[Sentence, Statement]]] = defaultdict(list)
    for statement in graph.statements:
        quote = next((e.quote for e in statement.evidence[:1] if e.graph.endswith("/seed")), None)
        if quote and (sentence := _sentence(quote, document.text, read)):
            chapters[sentence.paragraph.heading].append((sentence, statement))
    found: Counter[str] = Counter()
    for heading, statements in chapters.items():
        known = knowledge(graph, "fi", without={s.iri for _, s in statements})
        mine = [e for e in extract(document, known)[1] if read[e.sentence].paragraph.heading == heading]
        found += score((_given(sentence, s) for sentence, s in statements if s.normative), mine, misses)
    return found


def _blind(misses: bool) -> Counter[str]:
    known = knowledge(open_municipality("mallila", store="/nonexistent").graph, "fi")
    readings = [json.loads(line) for line in (READ / "readings.jsonl").read_text(encoding="utf-8").splitlines()]
    found: Counter[str] = Counter()
    for file in sorted(READ.glob("*.txt")):
        given = (_read(r) for r in readings if r["file"] == file.name)
        found += score(given, extract(read_document(file), known)[1], misses)
    return found


def _sentence(quote: str, text: str, read: Sequence[Sentence]) -> Sentence | None:
    """The sentence in which a quote begins."""
    start = text.find(quote)
    return next((s for s in read if s.start <= start < s.start + len(s.text)), None)


def _given(sentence: Sentence, statement: Statement) -> Given:
    return Given(
        sentence.text,
        statement.role.notation if statement.role else None,
        statement.modality,
        statement.bearer_status,
        _things(statement.bearers),
        _things(statement.matter),
        _things(statement.basis),
        _things(c.party for c in statement.counterparts),
    )


def _things(things: Iterable[Thing]) -> list[Target]:
    return [Target(thing.names("fi"), thing.iri) for thing in things]


def _read(reading: dict[str, str | list[str]]) -> Given:
    sentence, role, modality, status = (str(reading[name]) for name in ("sentence", "role", "modality", "status"))
    lists = ("bearers", "objects", "basis", "counterparts")
    return Given(sentence.strip(), role, modality, status, *([Target([n]) for n in reading[name]] for name in lists))


if __name__ == "__main__":
    main()
