"""Learn how people ask: `python -m bench.fit_wordings [--write]`.

From the questions in `bench/asked/` (each statement of the paper asked in many ways by several hands) and the words of
the statements themselves, by ridge regression on runs of letters, one column a statement, role and kind of question;
then how a candidate is ranked and when it is sure. Writes `kg/answer/wordings.json`, the same from the same data.
Without --write it prints how well wordings that were held back are answered.
"""

import json
import sys
from array import array
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np

from kg.answer.ask import Answerer
from kg.answer.question import spoken, understand
from kg.answer.trust import ALONE, Measures, weigh
from kg.answer.wordings import FILE, Wordings, grams, vector
from kg.messages import LANGUAGES
from kg.pipeline import open_data
from kg.read import Statement, read_graph

ASKED = Path(__file__).parent / "asked"
RIDGE = 1.0
RAREST = 3
"""A gram must stand in so many texts."""
LEAST = 0.02
"""Smaller weights are left out, to keep the table small."""

RIDGE_RANK = 0.5
STEPS = 30
TINY = 1e-12
MOST = 80
"""So many candidates of a question are learned from."""
NEGATIVE = 4.0
"""How much a question that nothing answers counts beside one that is answered."""

Matrix = np.ndarray


@dataclass(frozen=True)
class Asked:
    statement: str
    lang: str
    kind: str
    style: int
    question: str
    hand: str
    negative: bool = False
    verdict: str | None = None


def read_asked() -> list[Asked]:
    """Every question of `bench/asked/`; each file is one hand."""
    return [
        Asked(q["id"], q["lang"], q["kind"], q["style"], q["question"], path.stem, q["negative"], q["verdict"])
        for path in sorted(ASKED.glob("*.jsonl"))
        for q in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


class Told:
    """The statements of the paper: which class each belongs to, and what it says itself."""

    def __init__(self, statements: Sequence[Statement], folded: Sequence[Statement]) -> None:
        held = {s.iri for s in folded}
        self.by_key = {s.iri.rsplit("/", 1)[-1]: s for s in statements}
        self.of = {
            key: next((r for r in s.repeats if s.iri not in held and r in held), s.iri)
            for key, s in self.by_key.items()
        }
        self.told = [s for s in folded if "/statement/" in s.iri]

    def texts(self) -> Iterator[tuple[Statement, str]]:
        """What each statement says, once a language."""
        for s in self.told:
            for lang in LANGUAGES:
                things = (*s.who, *s.about, *s.basis, *(c.party for c in s.counterparts), *([s.role] if s.role else []))
                names = [n for t in things for n in t.names(lang)]
                quotes = [e.quote for e in s.evidence if e.quote and (e.lang or "fi") == lang]
                yield s, " ".join([s.action.get(lang, ""), *names, *quotes])


def classes_of(asked: Asked, told: Told) -> list[str]:
    if asked.negative:
        return ["kind:negative"]
    iri = told.of[asked.statement]
    role = told.by_key[asked.statement].role
    return [f"statement:{iri}", *([f"role:{role.iri}"] if role else []), f"kind:{asked.kind}"]


def fit(questions: Sequence[Asked], told: Told) -> Wordings:
    """Learn from these questions and from the statements' own words."""
    said = list(told.texts())
    texts = [q.question for q in questions] + [t for _, t in said]
    targets = [classes_of(q, told) for q in questions]
    targets += [[f"statement:{s.iri}", *([f"role:{s.role.iri}"] if s.role else [])] for s, _ in said]
    counts = Counter(g for text in texts for g in grams(text))
    rarity = {g: round(log(len(texts) / n), 3) for g, n in sorted(counts.items()) if n >= RAREST}
    column = {g: i for i, g in enumerate(rarity)}
    x = np.zeros((len(texts), len(column)), dtype=np.float32)
    for row, text in enumerate(texts):
        for g, value in vector(text, rarity).items():
            x[row, column[g]] = value
    names = sorted({c for t in targets for c in t})
    place = {c: i for i, c in enumerate(names)}
    y = np.zeros((len(texts), len(names)), dtype=np.float32)
    for row, t in enumerate(targets):
        y[row, [place[c] for c in t]] = 1
    of_kind = np.array([c.startswith("kind:") for c in names])
    weights = np.zeros((len(column), len(names)), dtype=np.float32)
    weights[:, ~of_kind] = ridge(x, y[:, ~of_kind])
    asked = len(questions)
    weights[:, of_kind] = ridge(x[:asked], y[:asked][:, of_kind])
    return table(names, rarity, weights)


def ridge(x: Matrix, y: Matrix) -> Matrix:
    """The weights of the grams, solved in the space of the texts."""
    gram = x @ x.T
    gram[np.diag_indices_from(gram)] += RIDGE
    return np.asarray(x.T @ np.linalg.solve(gram, y))


def table(names: list[str], rarity: dict[str, float], weights: Matrix) -> Wordings:
    unit = float(np.abs(weights).max()) / 127
    rounded = np.rint(weights / unit).astype(int)
    rounded[np.abs(weights) < LEAST] = 0
    kept = {}
    for row, g in enumerate(rarity):
        places = np.flatnonzero(rounded[row])
        kept[g] = array("H", places.tolist()), array("b", rounded[row, places].tolist())
    return Wordings(names, rarity, kept, unit)


def write(made: Wordings, path: Path = FILE) -> None:
    held = {
        g: [
            made.rarity[g],
            b64encode(bytes(array("H", places))).decode(),
            b64encode(bytes(array("b", values))).decode(),
        ]
        for g, (places, values) in made.weights.items()
    }
    raw = {"classes": made.classes, "unit": made.unit, "fitted": made.fitted, "grams": held}
    path.write_text(json.dumps(raw, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


ALLOWED = {
    "who": ("bearer", "counterpart", "object"),
    "with_whom": ("counterpart", "bearer", "object"),
    "when": ("timing",),
    "basis": ("basis", "object", "bearer"),
    "level": ("level",),
    "what": ("object", "bearer", "basis", "counterpart", "level"),
    "where": ("object", "bearer", "basis"),
    "list": ("bearer", "object", "counterpart"),
    "count": ("bearer", "object", "counterpart"),
    "whether": ("bearer", "object", "counterpart", "timing", "basis", "level"),
    "how": ("object", "bearer"),
}
"""The slots of its statement that may answer a kind of question."""

STYLES = {
    1: "plain",
    2: "spoken",
    3: "far",
    4: "words",
    5: "whether",
    6: "far",
    7: "plain",
    8: "far",
    9: "words",
    10: "far",
}


def group(asked: Asked) -> str:
    """What is held back together: the first hand, and the others by their styles."""
    return "first" if asked.style == 0 else STYLES.get(asked.style, "negative")


@dataclass(frozen=True)
class Judged:
    """One question with its candidates: what speaks for each, which are the same answer, and which are right."""

    asked: Asked
    measures: list[Measures]
    apart: list[tuple[str, ...]]
    right: list[bool]


def judge(answerer: Answerer, asked: Asked, told: Told) -> Judged:
    lang = spoken(asked.question, asked.lang)
    asks = understand(asked.question, lang)
    candidates = answerer.candidates(asks[0], lang)[:MOST] if asks else []
    gold = "" if asked.negative else told.of[asked.statement]
    apart = [c.saying for c in candidates]
    golden = {
        c.saying for c in candidates if any(s.iri == gold for s in c.statements) and c.slot in ALLOWED[asked.kind]
    }
    return Judged(asked, [c.measures for c in candidates if c.measures], apart, [a in golden for a in apart])


def held_back(answerer: Answerer, questions: Sequence[Asked], told: Told) -> list[Judged]:
    """Every question judged by what was learned from the questions of the other groups."""
    found = []
    for held in sorted({group(q) for q in questions}):
        answerer.know(fit([q for q in questions if group(q) != held], told))
        found += [judge(answerer, q, told) for q in questions if group(q) == held]
    return found


def fit_rank(judged: Sequence[Judged]) -> list[float]:
    """Conditional logistic regression: the right candidates of a question against all its candidates."""
    cases = [(np.array([m.ranked() for m in j.measures]), np.array(j.right)) for j in judged if any(j.right)]
    size = cases[0][0].shape[1]
    weights = np.zeros(size)
    for _ in range(STEPS):
        slope, curve = -2 * RIDGE_RANK * weights, 2 * RIDGE_RANK * np.eye(size)
        for x, right in cases:
            p = np.exp(x @ weights - (x @ weights).max())
            p /= p.sum()
            mean = p @ x
            slope += (p[right] @ x[right]) / max(p[right].sum(), TINY) - mean
            curve += (x * p[:, None]).T @ x - np.outer(mean, mean)
        step = np.linalg.solve(curve, slope)
        weights = weights + step / max(1.0, float(np.abs(step).max()))
    return [round(float(w), 4) for w in weights]


def fit_sure(judged: Sequence[Judged], rank: Sequence[float]) -> list[float]:
    """Logistic regression: whether the first candidate is right; a question without an answer counts more."""
    firsts = [first_of(j, rank) for j in judged if j.measures]
    x = np.array([f for f, _, _ in firsts])
    y = np.array([right for _, right, _ in firsts], dtype=float)
    w = np.array([NEGATIVE if negative else 1.0 for _, _, negative in firsts])
    spread = np.where(x.std(0) > 0, x.std(0), 1.0)
    z = x / spread
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-z @ weights))
        slope = z.T @ (w * (y - p)) - weights
        curve = (z * (w * p * (1 - p))[:, None]).T @ z + np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return [round(float(v), 4) for v in weights / spread]


def first_of(judged: Judged, rank: Sequence[float]) -> tuple[tuple[float, ...], bool, bool]:
    """The features of the first candidate, whether it is right, and whether nothing is."""
    ranks = [weigh(m.ranked(), rank) for m in judged.measures]
    best = max(range(len(ranks)), key=lambda i: ranks[i])
    rivals = [r for r, a in zip(ranks, judged.apart, strict=True) if a != judged.apart[best]]
    gap = ranks[best] - max(rivals) if rivals else ALONE
    return judged.measures[best].trusted(ranks[best], gap), judged.right[best], judged.asked.negative


def report(judged: Sequence[Judged]) -> Iterator[str]:
    """How well each group is answered by what the others taught."""
    yield f"{'held back':10} {'asked':>6} {'right':>6} {'wrong':>6} {'refused':>8}"
    for held in sorted({group(j.asked) for j in judged}):
        others = [j for j in judged if group(j.asked) != held]
        rank = fit_rank(others)
        sure = fit_sure(others, rank)
        for negative in (False, True):
            own = [j for j in judged if group(j.asked) == held and j.asked.negative is negative]
            firsts = [first_of(j, rank) for j in own if j.measures]
            said = [(weigh(f, sure) > 0, right) for f, right, _ in firsts]
            right, wrong = sum(s and r for s, r in said), sum(s and not r for s, r in said)
            n = max(1, len(own))
            name = f"{held}, no" if negative else held
            yield f"{name:10} {len(own):6} {right / n:6.3f} {wrong / n:6.3f} {(len(own) - right - wrong) / n:8.3f}"


def main() -> None:
    graph = read_graph(open_data("helsinki"))
    answerer = Answerer(graph)
    told = Told(graph.statements, answerer.statements)
    questions = [q for q in read_asked() if q.statement in told.by_key]
    judged = held_back(answerer, questions, told)
    print("\n".join(report(judged)))
    if "--write" in sys.argv:
        made = fit(questions, told)
        rank = fit_rank(judged)
        made.fitted = {"rank": rank, "sure": fit_sure(judged, rank)}
        write(made)


if __name__ == "__main__":
    main()
