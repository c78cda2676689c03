"""Whether a certificate holds, in words and as JSON."""

from datetime import date
from typing import Any

from kg.analyse.verify import Verdict
from kg.messages import text, texts
from kg.present.report.words import day


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "valid": verdict.valid,
        "certificate": str(verdict.held.iri),
        "municipality": verdict.held.municipality,
        "as_of": verdict.held.day.isoformat(),
        "faults": [
            {"code": fault.code, **fault.facts, "message": texts(f"certificate.{fault.code}", **fault.facts)}
            for fault in verdict.faults
        ],
        "accepted_losses": [
            {"network": loss.network, "reason": loss.reason, "date": loss.day} for loss in verdict.accepted
        ],
    }


def verdict_text(verdict: Verdict, lang: str) -> str:
    held = verdict.held
    facts = {
        "municipality": held.municipality,
        "day": day(held.day, lang),
        "before": len(held.before),
        "after": len(held.after),
    }
    if verdict.valid:
        lines = [text("certificate.valid-accepted" if verdict.accepted else "certificate.valid", lang, **facts)]
    else:
        lines = [text("certificate.invalid", lang)]
        lines += ["  " + text(f"certificate.{fault.code}", lang, **fault.facts) for fault in verdict.faults]
    for loss in verdict.accepted:
        written = day(date.fromisoformat(loss.day), lang)
        lines.append(text("certificate.accepted", lang, network=loss.network, reason=loss.reason, day=written))
    return "\n".join(lines) + "\n"
