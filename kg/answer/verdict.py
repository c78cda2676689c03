"""Yes, no, or only if: what a statement says to a question that asks whether."""

from kg.answer.question import Ask, Language
from kg.answer.words import words
from kg.read import Statement

YES, NO, ONLY_IF = "yes", "no", "conditional"
BINDING = frozenset({"must", "task", "power"})


def verdict(said: Statement, ask: Ask, lan: Language) -> str:
    """What the statement says: its own negation, its condition, and whether it binds, against what is asked."""
    if _denies(said):
        return YES if _negated(ask, lan) else NO
    if lan.modalities["must"] & ask.tokens and said.modality in ("may", "should", "right"):
        return NO
    if lan.modalities["always"] & ask.tokens and _depends(said):
        return ONLY_IF
    if _negated(ask, lan):
        return NO
    if _depends(said) and not lan.modalities["may"] & ask.tokens:
        return ONLY_IF
    return YES


def _depends(said: Statement) -> bool:
    return bool(said.condition or said.hedge) or (said.rhythm is not None and said.rhythm.key == "when-needed")


def _denies(said: Statement) -> bool:
    """Whether what is said is that something is not so: «ei ole», «eikä … ole»."""
    texts = [said.action.get("fi", ""), *(e.quote for e in said.evidence[:1] if e.quote)]
    said_words = [words(text) for text in texts]
    return any(
        "ole" in found[at + 1 : at + 4] for found in said_words for at, w in enumerate(found) if w in ("ei", "eikä")
    )


def _negated(ask: Ask, lan: Language) -> bool:
    return bool(lan.modalities["not"] & ask.tokens)
