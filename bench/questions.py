"""How well questions are answered that nobody tuned for: `python -m bench.questions FILE.jsonl [--misses]`.

Each line of a file: question, lang, kind (who, what, list, count, when, basis, whether, two-hop, negative), expected,
verdict, count, quote. Right means: the first answer is one of the expected (a list: four fifths of its members and no
more strangers than members); a negative is right where it is refused or corrected.
"""

import json
import os.path
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.answer.ask import Answerer
from kg.pipeline import open_data
from kg.present.answers import result_json
from kg.read import read_graph

Result = dict[str, Any]
"""What `kg ask --format json` prints for one question."""

SHARED = 0.6
SHORT = 4
ENDING = 6
MOST_OF_A_LIST = 0.8


@dataclass(frozen=True)
class Scored:
    question: dict[str, Any]
    right: bool
    recall: float | None
    quoted: bool | None
    cause: str
    said: str


def fold(text: str) -> str:
    return " ".join(text.casefold().replace("‐", "-").replace("–", "-").strip(" .»«").split())


def same(expected: str, names: Sequence[str]) -> bool:
    """Whether one of the names says what was expected: the same text, or most of the same words; «|» stands for or."""
    return any(_alike(fold(one), fold(name)) for one in expected.split("|") for name in names)


def _alike(wanted: str, said: str) -> bool:
    if wanted == said or (len(said) > SHORT and said in wanted) or (len(wanted) > SHORT and wanted in said):
        return True
    words = [w for w in wanted.split() if len(w) > SHORT - 1]
    held = sum(any(_forms(w, other) for other in said.split()) for w in words)
    return bool(words) and held >= SHARED * len(words)


def _forms(one: str, other: str) -> bool:
    """Whether two words may be forms of one: they begin alike and differ only at the end."""
    shared = len(os.path.commonprefix((one, other)))  # noqa: RUF071
    return shared >= max(SHORT, 0.7 * min(len(one), len(other))) and max(len(one), len(other)) - shared <= ENDING


def named(result: Result) -> list[list[str]]:
    """Every name of each thing in the first answer."""
    return [[*thing["label"].values(), *thing.get("alt", ())] for thing in result["answers"][0]["answer"]]


def score(result: Result, question: dict[str, Any]) -> Scored:
    kind, expected = question["kind"], question["expected"] or []
    said = "; ".join(names[0] for names in named(result) if names)[:90] if result["answers"] else "–"
    quoted = quote_is_right(result, question)
    if kind == "negative":
        right = not result["answered"] or bool(result.get("correction")) or result.get("verdict") == "no"
        return Scored(question, right, None, None, "answered" if not right else "", said)
    if not result["answered"]:
        return Scored(question, False, 0.0 if kind == "list" else None, None, "refused", said)
    if kind == "count":
        right = result.get("count") == question["count"]
        return Scored(question, right, None, quoted, "" if right else "other number", f"{result.get('count')}: {said}")
    if kind == "whether":
        right = result.get("verdict") == question["verdict"]
        return Scored(question, right, None, quoted, "" if right else f"verdict {result.get('verdict')}", said)
    things = named(result)
    hits = [e for e in expected if any(same(e, names) for names in things)]
    fitting = sum(any(same(e, names) for e in expected) for names in things)
    recall = len(hits) / len(expected) if kind == "list" and expected else None
    if kind == "list":
        right = recall is not None and recall >= MOST_OF_A_LIST and 2 * fitting >= len(things)
    else:
        action = [*result["answers"][0].get("action", {}).values()]
        right = 2 * fitting >= len(things) > 0 or (kind == "what" and any(same(e, action) for e in expected))
    return Scored(question, right, recall, quoted, "" if right else "another answer", said)


def quote_is_right(result: Result, question: dict[str, Any]) -> bool | None:
    if not question.get("quote") or not result["answers"]:
        return None
    wanted = fold(question["quote"])
    quotes = [e["quote"] for e in result["answers"][0]["evidence"]]
    return any(fold(q) in wanted or wanted in fold(q) for q in quotes if q)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def ask_all(answerer: Answerer, questions: Sequence[dict[str, Any]]) -> list[Scored]:
    return [score(result_json(answerer.ask(q["question"], q["lang"])), q) for q in questions]


def figures(scored: Sequence[Scored]) -> dict[str, tuple[int, int]]:
    """Each figure as right and of how many."""
    positive = [s for s in scored if s.question["kind"] != "negative"]
    negative = [s for s in scored if s.question["kind"] == "negative"]
    found = {"right first": (sum(s.right for s in positive), len(positive))}
    by: dict[str, list[Scored]] = defaultdict(list)
    for s in scored:
        by[s.question["kind"]].append(s)
        by[s.question["lang"]].append(s)
    found |= {
        name: (sum(s.right for s in group), len(group)) for name, group in sorted(by.items()) if name != "negative"
    }
    found["right quote of the right"] = (
        sum(bool(s.quoted) for s in positive if s.right and s.quoted is not None),
        sum(s.right and s.quoted is not None for s in positive),
    )
    found["negatives refused or corrected"] = (sum(s.right for s in negative), len(negative))
    return found


def list_recall(scored: Sequence[Scored]) -> float:
    recalls = [s.recall for s in scored if s.recall is not None]
    return sum(recalls) / len(recalls) if recalls else 1.0


def lines(scored: Sequence[Scored]) -> Iterator[str]:
    for name, (right, of) in figures(scored).items():
        yield f"{name}: {right}/{of} = {right / max(of, 1):.3f}"
    yield f"list recall: {list_recall(scored):.3f}"
    causes = Counter(s.cause for s in scored if not s.right)
    yield "misses by cause: " + ", ".join(f"{cause} {n}" for cause, n in causes.most_common())


def main() -> None:
    paths = [Path(a) for a in sys.argv[1:] if not a.startswith("--")]
    answerer = Answerer(read_graph(open_data("helsinki")))
    for path in paths:
        questions = read(path)
        took = []
        scored = []
        for q in questions:
            start = time.perf_counter()
            result = answerer.ask(q["question"], q["lang"])
            took.append(time.perf_counter() - start)
            scored.append(score(result_json(result), q))
        print(path.name)
        print("\n".join(lines(scored)))
        took.sort()
        print(f"p50 {1000 * took[len(took) // 2]:.0f} ms, p95 {1000 * took[int(len(took) * 0.95)]:.0f} ms")
        if "--misses" in sys.argv:
            for s in scored:
                if not s.right or s.quoted is False:
                    q = s.question
                    wanted = q["expected"] or q["verdict"] or q["count"]
                    cause = s.cause or "other quote"
                    print(f"  {q.get('id')} {q['lang']} {q['kind']} | {q['question']} | {wanted} | {cause}: {s.said}")


if __name__ == "__main__":
    main()
