"""Answers as JSON for programs and as sentences for people."""

from collections.abc import Iterator, Sequence
from typing import Any

from kg.answer.ask import Answer, Result
from kg.messages import LANGUAGES, in_language, text
from kg.read import Evidence, Statement, Thing


def result_json(result: Result) -> dict[str, Any]:
    """The object that `kg ask --format json` prints for one question."""
    found: dict[str, Any] = {
        "id": result.id,
        "question": result.question,
        "lang": result.lang,
        "answered": result.answered,
        "asks": result.asks,
        "count": result.count,
        "open": result.open,
        "verdict": result.verdict,
        "correction": answer_json(result.correction, result.lang) if result.correction else None,
        "answers": [answer_json(a, result.lang) for a in result.answers],
    }
    if result.near:
        found["near"] = [answer_json(a, result.lang) for a in result.near]
    return found


def answer_json(answer: Answer, lang: str) -> dict[str, Any]:
    statement = answer.statement
    return {
        "answer": [thing_json(t) for t in answer.things],
        "statement": statement.iri,
        "role": role_word(statement),
        "action": dict(statement.action),
        "modality": statement.modality,
        "force": statement.force,
        "bearer_status": statement.bearer_status,
        "level": notation(statement.level),
        "rhythm": notation(statement.rhythm),
        "timing": statement.timing,
        "valid": {"from": answer.standing.valid_from, "until": answer.standing.valid_until},
        "standing": answer.standing.state,
        "replaced_by": thing_json(answer.standing.successor) if answer.standing.successor else None,
        "score": round(answer.score, 3),
        "basis": [{**thing_json(t), "citation": t.name(lang)} for t in statement.basis],
        "evidence": [evidence_json(e, lang) for e in answer.evidence_for(lang)],
        "conflicts": [evidence_json(e, lang) for s in answer.contested for e in s.evidence],
        "why": why(answer, lang),
    }


def thing_json(thing: Thing) -> dict[str, Any]:
    """A thing with its labels; a date or other literal has no IRI."""
    found: dict[str, Any] = {"iri": thing.iri} if thing.iri else {}
    other = [name for lang in LANGUAGES for name in thing.others.get(lang, ())]
    return {**found, "label": dict(thing.labels), "kind": thing.kind, **({"alt": other} if other else {})}


def evidence_json(evidence: Evidence, lang: str) -> dict[str, Any]:
    return {
        "quote": evidence.quote,
        "document": evidence.document.name(lang),
        "chapter": evidence.chapter,
        "source": evidence.graph.rsplit("/", 1)[-1],
    }


def role_word(statement: Statement) -> str | None:
    """The English word of the role, as JSON prints it: `takes into account`."""
    return statement.role.iri.rsplit("/", 1)[-1].replace("-", " ") if statement.role else None


def notation(concept: Thing | None) -> str | None:
    return concept.iri.rsplit("/", 1)[-1].replace("-", " ") if concept else None


def why(answer: Answer, lang: str) -> str:
    terms = ", ".join(dict.fromkeys(answer.terms))
    return text("answer.why", lang, terms=terms, query="read/statements")


def result_text(result: Result) -> str:
    """One question's answers as a planner reads them."""
    lang = result.lang
    if not result.answered:
        lines = [_refusal(result)]
        if result.near and not result.correction:
            near = dict.fromkeys(_near(a, lang) for a in result.near)
            lines.append(text("answer.near", lang, things="; ".join(near)))
        return "\n".join(lines) + "\n"
    blocks = ["\n".join(answer_lines(a, lang)) for a in result.answers]
    return "\n\n".join([*_summary(result), *blocks]) + "\n"


def _near(answer: Answer, lang: str) -> str:
    """What came near, with the matter that its statement is about: «kaupunginvaltuusto (strategiaohjelmasta …)»."""
    names = ", ".join(t.name(lang) for t in answer.things)
    matter = in_language(answer.statement.action, lang)
    return f"{names} ({matter})" if matter else names


def _refusal(result: Result) -> str:
    """Why there is no answer: what the question presumes is denied, or it was not understood, or no source says it."""
    lang = result.lang
    if result.correction:
        return text("answer.correction", lang, things=", ".join(t.name(lang) for t in result.correction.things))
    return text("answer.not-in-graph" if result.understood else "answer.not-understood", lang)


def _summary(result: Result) -> Iterator[str]:
    """The verdict, or the number, that was asked for."""
    if result.verdict:
        yield text(f"answer.verdict-{result.verdict}", result.lang)
    if result.asks == "count" and result.count is not None:
        yield text("answer.count", result.lang, count=result.count)


def answer_lines(answer: Answer, lang: str) -> Iterator[str]:
    statement = answer.statement
    yield ", ".join(t.name(lang) for t in answer.things)
    yield "  " + qualities(statement, lang)
    if statement.basis:
        yield "  " + text("answer.basis", lang, things="; ".join(t.name(lang) for t in statement.basis))
    for evidence, chapters in by_quote(answer.evidence_for(lang)):
        yield "  " + evidence_line(evidence, lang, chapters)
    yield "  " + standing_line(answer, lang)
    for contested in answer.contested:
        quotes = " / ".join(f"«{e.quote}» ({e.document.name(lang)})" for e in contested.evidence if e.quote)
        yield "  " + text("answer.contested", lang, quotes=quotes)
    yield "  " + why(answer, lang)


def qualities(statement: Statement, lang: str) -> str:
    """Role, modality, force, level and bearer status in one line."""
    parts = [
        statement.role.name(lang) if statement.role else "",
        statement.action.get(lang) or statement.action.get("fi", ""),
        text(f"answer.modality-{slug(statement.modality)}", lang),
        text(f"answer.force-{slug(statement.force)}", lang) if statement.force else "",
        statement.level.name(lang) if statement.level else "",
        statement.timing or "",
        text(f"answer.bearer-{statement.bearer_status}", lang),
    ]
    return " · ".join(p for p in parts if p)


def by_quote(evidence: Sequence[Evidence]) -> list[tuple[Evidence, list[str]]]:
    """Each sentence of a document once, with the chapters where it stands."""
    groups: dict[tuple[str | None, str], list[Evidence]] = {}
    for one in evidence:
        groups.setdefault((one.quote, one.document.iri), []).append(one)
    return [(group[0], [e.chapter for e in group if e.chapter]) for group in groups.values()]


def evidence_line(evidence: Evidence, lang: str, chapters: Sequence[str]) -> str:
    """The quote with its place, or the source that gives no sentence."""
    places = [text("answer.chapter", lang, chapter=chapter) for chapter in dict.fromkeys(chapters)]
    place = ", ".join([evidence.document.name(lang), *places])
    return f"«{evidence.quote}» ({place})" if evidence.quote else text("answer.no-quote", lang, document=place)


def standing_line(answer: Answer, lang: str) -> str:
    """The validity of an answer and what replaced it."""
    standing = answer.standing
    key = f"answer.standing-{standing.state}"
    line = text(key, lang, since=standing.valid_from or "…", until=standing.valid_until or "…")
    if standing.successor:
        line += " " + text("answer.replaced-by", lang, successor=standing.successor.name(lang))
    return line


def slug(word: str) -> str:
    return word.replace(" ", "-")
