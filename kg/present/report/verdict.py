"""Whether a certificate holds, in words and as JSON."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from kg.analyse.bound import Asked
from kg.analyse.verify import Verdict
from kg.messages import day, number, text, texts


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "valid": verdict.valid,
        "certificate": str(verdict.held.iri),
        "municipality": verdict.held.municipality,
        "as_of": verdict.held.day.isoformat(),
        "checked": {"coverage": verdict.valid, "bound": _bound_json(verdict)},
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
    if verdict.valid:
        lines += _bound_text(verdict, lang)
    return "\n".join(lines) + "\n"


def _bound_json(verdict: Verdict) -> dict[str, Any] | None:
    bound = verdict.bound
    if bound is None:
        return None
    return {
        "hours_bound": float(bound.bound),
        "hours": float(bound.hours),
        "gap": bound.gap,
        "optimal": bound.optimal,
        "wishes": {name: list(keys) for name, keys in _wishes(verdict, bound.asked).items()},
        "max_members": bound.asked.max_members,
    }


def _bound_text(verdict: Verdict, lang: str) -> Iterator[str]:
    bound = verdict.bound
    if bound is None:
        yield text("certificate.bound-none", lang)
        return
    facts = {"hours": number(float(bound.hours), lang), "bound": number(float(bound.bound), lang)}
    if bound.optimal:
        yield text("certificate.bound-optimal", lang, **facts)
    else:
        yield text("certificate.bound-gap", lang, gap=number(bound.gap * 100, lang), **facts)
    wishes = [
        text(f"certificate.asked-{name}", lang, networks=", ".join(keys))
        for name, keys in _wishes(verdict, bound.asked).items()
        if keys
    ]
    if bound.asked.max_members is not None:
        wishes.append(text("certificate.asked-members", lang, most=bound.asked.max_members))
    if wishes:
        yield text("certificate.bound-asked", lang, wishes="; ".join(wishes))


def _wishes(verdict: Verdict, asked: Asked) -> dict[str, list[str]]:
    """The planners' own ids of the networks that wishes name."""

    def keys(networks: Iterable[str]) -> list[str]:
        return sorted(verdict.held.key(network) for network in networks)

    return {
        "keep": keys(asked.keep),
        "apart": sorted(" + ".join(keys(pair)) for pair in asked.apart),
        "dissolve": keys(asked.dissolve),
        "nowhere": keys(asked.nowhere),
    }
