"""What was read in a document, as lines of text, as JSON, and as the reason of a proposal."""

from collections.abc import Iterable
from typing import Any

from kg.extract.extraction import Extraction, Named
from kg.extract.sentences import Sentence
from kg.messages import listed, number, text
from kg.sources.documents import Document

LONGEST = 300


def lines(extractions: Iterable[Extraction], lang: str) -> list[str]:
    """One paragraph a sentence: its words, then what was read in it."""
    found: list[str] = []
    last = -1
    for extraction in extractions:
        if extraction.sentence != last:
            place = text("propose.place", lang, chapter=extraction.chapter or "–")
            found += ["", f"«{_short(extraction.quote)}» {place}"]
            last = extraction.sentence
        found.append(f"  {line(extraction, lang)}")
    return found[1:]


def line(extraction: Extraction, lang: str) -> str:
    """What one predicate was read to say: who, how binding, which role, what, with whom, on what basis."""
    parts = [
        text(f"propose.bearer-{extraction.status}", lang, who=_names(extraction.bearers, lang)),
        text("propose.role", lang, role=extraction.role.name(lang) if extraction.role else f"«{extraction.verb}»"),
        _names(extraction.objects, lang) or text("propose.no-object", lang),
        text(f"propose.modality-{extraction.modality}", lang),
    ]
    if extraction.parties:
        parts.append(text("propose.with", lang, who=_names((p.named for p in extraction.parties), lang)))
    if extraction.basis:
        parts.append(text("propose.basis", lang, what=_names(extraction.basis, lang)))
    parts.append(text("propose.sure", lang, share=number(100 * extraction.sure, lang, 0)))
    return " · ".join(parts)


def reason(extraction: Extraction, lang: str) -> str:
    """Why a proposal is made: read by rules, how surely, and what the row itself cannot say."""
    parts = [text("propose.reason", lang, share=number(100 * extraction.sure, lang, 0))]
    if extraction.status == "implied":
        parts.append(text("propose.reason-implied", lang, who=_names(extraction.bearers, lang)))
    new = [n.text for n in (*extraction.bearers, *extraction.objects) if n.thing is None]
    if new:
        parts.append(text("propose.reason-new", lang, what=listed(new, lang)))
    if extraction.parties:
        parts.append(text("propose.with", lang, who=_names((p.named for p in extraction.parties), lang)) + ".")
    return " ".join(parts)


def document_json(document: Document, sentences: Iterable[Sentence], found: Iterable[Extraction]) -> dict[str, Any]:
    """The document, its statements, and the sentences in which none was found."""
    extractions = list(found)
    said = {e.sentence for e in extractions}
    return {
        "document": {"name": document.name, "sha256": document.fingerprint, "characters": len(document.text)},
        "statements": [extraction_json(e) for e in extractions],
        "silent": [{"text": s.text, "start": s.start} for n, s in enumerate(sentences) if n not in said],
    }


def extraction_json(extraction: Extraction) -> dict[str, Any]:
    """One statement with each of its parts, how sure each is and why."""
    role = extraction.role
    return {
        "quote": extraction.quote,
        "start": extraction.start,
        "end": extraction.end,
        "chapter": extraction.chapter or None,
        "page": extraction.page,
        "kind": extraction.kind,
        "verb": extraction.verb,
        "role": {"iri": role.iri, "name": role.notation, "sure": round(extraction.role_sure, 2)} if role else None,
        "modality": {"name": extraction.modality, "why": extraction.modality_why},
        "bearer_status": extraction.status,
        "bearers": [_named_json(n) for n in extraction.bearers],
        "objects": [_named_json(n) for n in extraction.objects],
        "counterparts": [{**_named_json(p.named), "part": p.part} for p in extraction.parties],
        "basis": [_named_json(n) for n in extraction.basis],
        "rhythm": extraction.rhythm,
        "hedge": extraction.hedge,
        "condition": extraction.condition,
        "any_of": sorted(extraction.any_of),
        "open_list": extraction.open_list,
        "sure": round(extraction.sure, 2),
    }


def _named_json(named: Named) -> dict[str, Any]:
    iri = named.thing.iri if named.thing else None
    return {"text": named.text, "iri": iri, "sure": round(named.sure, 2), "why": named.why}


def _names(named: Iterable[Named], lang: str) -> str:
    return listed([n.name(lang) for n in named], lang)


def _short(quote: str) -> str:
    return quote if len(quote) <= LONGEST else quote[: LONGEST - 1] + "…"
