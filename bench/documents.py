"""How well documents are read into extractions: the principles paper, chapter held out against chapter.

    python -m bench.documents [--misses]

The statements of the graph are the yardstick. For each chapter the reader learns from the other chapters alone. A
extraction is held against the statement of its sentence that it agrees with most.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from kg.commands import open_municipality
from kg.extract.extraction import Extraction, Named
from kg.extract.language import language
from kg.extract.reader import extract, knowledge
from kg.extract.sentences import sentences
from kg.extract.words import tokens
from kg.read.model import Statement, Thing
from kg.sources.documents import read_document

PAPER = Path("ontology/sources/periaatteet.txt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    misses = parser.parse_args().misses
    graph = open_municipality("helsinki", store="/nonexistent").graph
    document = read_document(PAPER)
    given = [
        s for s in graph.statements if s.evidence and s.evidence[0].graph.endswith("/seed") and s.evidence[0].quote
    ]
    read = sentences(document, language("fi"))
    places = {s.iri: _sentence(s, document.text, read) for s in given}
    by_chapter = defaultdict(list)
    for statement in given:
        if (place := places[statement.iri]) is not None:
            by_chapter[read[place].paragraph.heading].append(statement)
    score: Counter[str] = Counter()
    for heading, statements in by_chapter.items():
        known = knowledge(graph, "fi", without={s.iri for s in statements})
        mine = [p for p in extract(document, known)[1] if read[p.sentence].paragraph.heading == heading]
        _score(statements, mine, places, score, misses)
    _print(score)


def _sentence(statement: Statement, text: str, read: Sequence[object]) -> int | None:
    quote = statement.evidence[0].quote or ""
    start = text.find(quote)
    inside = [n for n, s in enumerate(read) if s.start <= start < s.start + len(s.text)]  # type: ignore[attr-defined]
    return inside[0] if start >= 0 and inside else None


def _score(
    statements: Sequence[Statement],
    extractions: Sequence[Extraction],
    places: dict[str, int | None],
    score: Counter[str],
    misses: bool,
) -> None:
    duties = {places[s.iri] for s in statements if s.normative} - {None}
    said = {p.sentence for p in extractions if p.kind == "responsibility"}
    score["sentences with a duty"] += len(duties)
    score["found"] += len(duties & said)
    score["said"] += len(said)
    if misses:
        by_sentence = {p.sentence: p for p in extractions if p.kind == "responsibility"}
        for n in sorted(said - duties):
            p = by_sentence[n]
            print(
                "SAID",
                p.role and p.role.notation,
                p.verb,
                p.modality,
                p.modality_why,
                [b.name("fi") for b in p.bearers],
                "|",
                p.quote[:200],
            )
    for statement in statements:
        if not statement.normative or places[statement.iri] is None:
            continue
        here = [p for p in extractions if p.sentence == places[statement.iri]]
        best = max(here, key=lambda p: _agreement(p, statement), default=None)
        score["statements"] += 1
        score["read"] += best is not None
        right = _parts(best, statement) if best else {}
        for part, value in right.items():
            score[f"{part} of"] += value is not None
            score[part] += bool(value)
        if misses and (best is None or not all(v in (True, None) for v in right.values())):
            print(
                statement.iri.rsplit("/", 1)[1],
                statement.role and statement.role.notation,
                "|",
                statement.evidence[0].quote,
            )
            print(
                "   ",
                [k for k, v in right.items() if v is False],
                best
                and (
                    best.role and best.role.notation,
                    best.modality,
                    best.status,
                    [b.name("fi") for b in best.bearers],
                    [o.name("fi") for o in best.objects],
                    [x.named.name("fi") for x in best.parties],
                ),
            )
            print(
                "    =",
                statement.modality,
                statement.bearer_status,
                [t.name("fi") for t in statement.bearers],
                [t.name("fi") for t in statement.matter],
                [c.party.name("fi") for c in statement.counterparts],
            )


def _agreement(extraction: Extraction, statement: Statement) -> int:
    parts = _parts(extraction, statement)
    return (
        3 * bool(parts["role"])
        + 2 * bool(parts["object"])
        + bool(parts["bearer"])
        + (extraction.kind == "responsibility")
    )


def _parts(extraction: Extraction, statement: Statement) -> dict[str, bool | None]:
    """Part → right, wrong, or None where the statement has none."""
    bearer = extraction.status == statement.bearer_status and _same(extraction.bearers, statement.bearers)
    return {
        "bearer": bearer,
        "role": extraction.role == statement.role,
        "modality": extraction.modality == statement.modality,
        "object": _same(extraction.objects, statement.matter) if statement.matter else None,
        "one object": any(_same(extraction.objects, [t]) for t in statement.matter) if statement.matter else None,
        "basis": _same(extraction.basis, statement.basis) if statement.basis else None,
        "counterparts": _same([p.named for p in extraction.parties], [c.party for c in statement.counterparts])
        if statement.counterparts
        else None,
    }


def _same(read: Sequence[Named], given: Sequence[Thing]) -> bool:
    """Every one of the given is among those read, by itself or by most words of a name; none where none is given."""
    return bool(read) == bool(given) and all(any(_names(r, g) for r in read) for g in given)


def _names(read: Named, given: Thing) -> bool:
    if read.thing is not None and read.thing.iri == given.iri:
        return True
    mine = _bases(read.text)
    return any(len(mine & _bases(n)) / max(1, len(mine | _bases(n))) >= 0.5 for n in given.names("fi"))


def _bases(text: str) -> set[str]:
    return {t.lemma for t in tokens(text) if t.is_word}


def _print(score: Counter[str]) -> None:
    print(
        f"sentences with a duty: recall {score['found']}/{score['sentences with a duty']}",
        f"precision {score['found']}/{score['said']}",
    )
    print(f"statements read: {score['read']}/{score['statements']}")
    for part in ("bearer", "role", "modality", "object", "one object", "basis", "counterparts"):
        print(f"{part}: {score[part]}/{score[part + ' of']} = {score[part] / max(1, score[part + ' of']):.2f}")


if __name__ == "__main__":
    main()
