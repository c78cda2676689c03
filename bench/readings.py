"""How well documents are read that the reader's makers had not seen: texts of Mallila with another reader's readings.

    python -m bench.read_blind

`bench/read/` holds the texts, made up, and for each responsibility in them what a reader found by the written rules.
"""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.commands import open_municipality
from kg.extract.extraction import Extraction, Named
from kg.extract.reader import extract, knowledge
from kg.extract.words import tokens
from kg.sources.documents import read_document

READ = Path(__file__).parent / "read"
PARTS = ("bearer", "role", "modality", "object", "basis", "counterparts")


def main() -> None:
    known = knowledge(open_municipality("mallila", store="/nonexistent").graph, "fi")
    readings = [json.loads(line) for line in (READ / "readings.jsonl").read_text(encoding="utf-8").splitlines()]
    score: Counter[str] = Counter()
    for file in sorted(READ.glob("*.txt")):
        extractions = extract(read_document(file), known)[1]
        _score([r for r in readings if r["file"] == file.name], extractions, score)
    print(
        f"sentences with a duty: recall {score['found']}/{score['duties']}, precision {score['right']}/{score['said']}"
    )
    for part in PARTS:
        print(f"{part}: {score[part]}/{score[part + ' of']}")


def _score(readings: Sequence[dict[str, Any]], extractions: Sequence[Extraction], score: Counter[str]) -> None:
    duties = {r["sentence"].strip() for r in readings}
    said = {e.quote.strip() for e in extractions if e.kind == "responsibility"}
    score["duties"] += len(duties)
    score["found"] += sum(any(_one(d, s) for s in said) for d in duties)
    score["said"] += len(said)
    score["right"] += sum(any(_one(d, s) for d in duties) for s in said)
    for reading in readings:
        here = [_parts(e, reading) for e in extractions if _one(e.quote.strip(), reading["sentence"].strip())]
        if here:
            best = max(here, key=lambda p: 3 * bool(p["role"]) + 2 * bool(p["object"]) + bool(p["bearer"]))
            score.update(part for part, right in best.items() if right)
            score.update(f"{part} of" for part, right in best.items() if right is not None)


def _one(one: str, other: str) -> bool:
    """Whether two stretches of text are of one sentence."""
    return one in other or other in one


def _parts(found: Extraction, reading: dict[str, Any]) -> dict[str, bool | None]:
    """Part → right, wrong, or None where the reader found none."""
    parties = [p.named for p in found.parties]
    return {
        "bearer": found.status == reading["status"] and _same(found.bearers, reading["bearers"]),
        "role": found.role is not None and found.role.notation == reading["role"],
        "modality": found.modality == reading["modality"],
        "object": _same(found.objects, reading["objects"]) if reading["objects"] else None,
        "basis": _same(found.basis, reading["basis"]) if reading["basis"] else None,
        "counterparts": _same(parties, reading["counterparts"]) if reading["counterparts"] else None,
    }


def _same(read: Sequence[Named], given: Sequence[str]) -> bool:
    names = [n for r in read for n in (r.text, *(r.thing.names("fi") if r.thing else ()))]
    return bool(read) == bool(given) and all(any(_alike(n, g) for n in names) for g in given)


def _alike(one: str, other: str) -> bool:
    """Whether half of the base forms of two names are the same."""
    mine, theirs = ({t.lemma for t in tokens(text) if t.is_word} for text in (one, other))
    return len(mine & theirs) >= 0.5 * max(1, len(mine | theirs))


if __name__ == "__main__":
    main()
