"""Statutory duties and their holders in words and as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.analyse.statutory import (
    ACT_ONLY,
    CANNOT_TELL,
    END_UNKNOWN,
    HELD,
    NO_ADDRESSEE,
    NO_RECORDS,
    NOT_HELD,
    STATUSES,
    Answer,
    Duty,
    Holding,
    totals,
)
from kg.messages import LANGUAGES, in_language, text
from kg.rdf import Iri, Lit
from kg.store import Data
from kg.terms import VOCAB

Labels = dict[str, dict[str, str]]
ORDER = (NOT_HELD, *(s for s in STATUSES if s not in (NOT_HELD, HELD)), HELD)
"""What a planner must act on comes first."""


@dataclass(frozen=True)
class StatutoryView:
    """The answers for one municipality, with the duties that the law itself does not apply there."""

    data: Data
    register: Data
    answers: Sequence[Answer]
    excepted: Sequence[Duty]

    def labels(self) -> Labels:
        """Every name that is shown: of what the law speaks of from the register, of holders from the data."""
        duties = [a.duty for a in self.answers]
        columns = ("act", "provision", "demanded", "document", "modality")
        named = {v for d in duties for v in (*d.addressees, *d.themes, *(d.text(c) for c in columns)) if v}
        own = {v for a in self.answers for v in (*a.here, *(h.holder for h in (*a.held_by, *a.near)))}
        return _labels(self.register, named) | _labels(self.data, own)


def _labels(data: Data, things: Iterable[str]) -> Labels:
    found: Labels = {}
    wanted = [Iri(t) for t in sorted(things)]
    for row in data.rows("analyse/labels", thing=wanted) if wanted else ():
        label = row["label"]
        if isinstance(label, Lit) and label.lang:
            found.setdefault(str(row["thing"]), {})[label.lang] = str(label)
    return found


def statutory_json(view: StatutoryView) -> dict[str, Any]:
    labels = view.labels()
    return {
        **({"example": True} if view.data.holds("analyse/example") else {}),
        "municipality": view.data.municipality,
        "as_of": view.data.context.as_of.isoformat(),
        "duties": [_duty_json(a, labels) for a in view.answers],
        "totals": {**totals(view.answers), "duties": len(view.answers), "not applied here": len(view.excepted)},
    }


def _duty_json(answer: Answer, labels: Labels) -> dict[str, Any]:
    duty = answer.duty
    demanded = duty.text("demanded")
    act = str(duty.row["act"])
    moment = duty.text("subsection")
    return {
        "duty": duty.iri,
        "act": {**_ref(act, labels), "number": duty.text("number"), "eli": duty.text("eli")},
        "section": duty.section,
        "moment": int(moment) if moment else None,
        "addressee": [_ref(a, labels) for a in duty.addressees],
        "here": [_ref(b, labels) for b in answer.here],
        "mandatory": {**_ref(demanded, labels), "kind": _local(duty.text("kind"))} if demanded else None,
        "role": _notation(duty, "role"),
        "task": dict(duty.actions),
        "themes": [_ref(t, labels) for t in duty.themes],
        "modality": _notation(duty, "modality"),
        "status": answer.status,
        "reason": answer.reason,
        "message": {lang: message(answer, lang) for lang in LANGUAGES},
        "missing": {lang: missing(answer, labels, lang) for lang in LANGUAGES} if answer.status != HELD else None,
        "held_by": [_holding_json(h, labels) for h in answer.held_by],
        "near": [_holding_json(h, labels) for h in answer.near],
        "looked_at": answer.looked_at,
        "confidence": _notation(duty, "confidence"),
        "quote": duty.text("quote"),
        "document": {**_ref(str(duty.row["document"]), labels), "page": duty.text("page")},
        "note": dict(duty.notes),
        "valid": {"from": duty.text("from"), "until": duty.text("until")},
    }


def _ref(iri: str, labels: Labels) -> dict[str, Any]:
    return {"iri": iri, "label": labels.get(iri, {})}


def _holding_json(holding: Holding, labels: Labels) -> dict[str, Any]:
    status = "stated" if holding.stated else "implied"
    return {**_ref(holding.holder, labels), "record": holding.record, "how": holding.how, "bearer_status": status}


def _local(iri: str | None) -> str:
    return (iri or "").rsplit("/", 1)[-1]


def _notation(duty: Duty, column: str) -> str:
    return str(duty.row[column]).removeprefix(str(VOCAB)).rsplit("/", 1)[-1].replace("-", " ")


def message(answer: Answer, lang: str) -> str:
    """Why the status is what it is, as a sentence."""
    key = answer.reason or answer.status.replace(" ", "-")
    return text(f"statutory.message-{key}", lang, count=answer.looked_at)


def missing(answer: Answer, labels: Labels, lang: str) -> str:
    """What the data would need so that a holder could be told: an actor, a record, a section or a day."""
    duty = answer.duty
    if answer.reason in (NO_ADDRESSEE, ACT_ONLY, END_UNKNOWN):
        key = answer.reason
    else:
        key = "demanded" if duty.text("demanded") else NO_RECORDS
    facts = {
        "who": ", ".join(_name(a, labels, lang) for a in duty.addressees),
        "themes": ", ".join(_name(t, labels, lang) for t in duty.themes),
        "what": _name(duty.text("demanded") or "", labels, lang),
        "basis": str(duty.row["identifier"]),
    }
    return text(f"statutory.missing-{key}", lang, **facts)


def statutory_text(view: StatutoryView, lang: str) -> str:
    labels = view.labels()
    day = view.data.context.as_of.isoformat()
    lines = [text("statutory.title", lang, municipality=view.data.municipality, day=day)]
    if view.data.holds("analyse/example"):
        lines.append(text("chain.example", lang))
    lines.append(text("statutory.caution", lang))
    for status in ORDER:
        chosen = [a for a in view.answers if a.status == status]
        if chosen:
            heading = text("statutory." + status.replace(" ", "-"), lang)
            lines += ["", f"{heading} ({len(chosen)})"]
            lines += _by_reason(chosen, labels, lang)
    count = totals(view.answers)
    held, missing = count[HELD], count[NOT_HELD]
    facts = {"duties": len(view.answers), "held": held, "missing": missing, "excepted": len(view.excepted)}
    return (
        "\n".join([*lines, "", text("statutory.total", lang, unknown=len(view.answers) - held - missing, **facts)])
        + "\n"
    )


def _by_reason(answers: Sequence[Answer], labels: Labels, lang: str) -> list[str]:
    lines: list[str] = []
    for reason in dict.fromkeys(a.reason for a in answers):
        chosen = sorted((a for a in answers if a.reason == reason), key=lambda a: _rank(a.duty))
        if reason:
            lines.append(f"  {message(chosen[0], lang)}")
        lines += [line for a in chosen for line in _lines(a, labels, lang)]
    return lines


def _lines(answer: Answer, labels: Labels, lang: str) -> list[str]:
    duty = answer.duty
    place = _name(str(duty.row["provision"]), labels, lang)
    line = text("statutory.line", lang, place=place, task=duty.actions.get(lang, ""))
    extra = []
    if _notation(duty, "modality") != "must":
        extra.append(_name(str(duty.row["modality"]), labels, lang))
    if demanded := duty.text("demanded"):
        extra.append(text("statutory.mandatory", lang, what=_name(demanded, labels, lang)))
    if not duty.text("quote"):
        extra.append(text("statutory.known", lang))
    lines = [f"  - {line}" + (f" [{'; '.join(extra)}]" if extra else "")]
    if answer.status == CANNOT_TELL:
        lines.append(f"      {missing(answer, labels, lang)}")
    for holder, how in dict.fromkeys((h.holder, h.how) for h in (*answer.held_by, *answer.near)):
        lines.append(f"      {text(f'statutory.held-by-{how}', lang, holder=_name(holder, labels, lang))}")
    return lines


def _rank(duty: Duty) -> int:
    """Networks and bodies that must exist, then documents, then everything else."""
    kind = _local(duty.text("kind"))
    return 0 if kind in ("NetworkType", "BodyType") else 1 if kind else 2


def _name(iri: str, labels: Labels, lang: str) -> str:
    called = labels.get(iri, {})
    return in_language(called, lang) or iri.rsplit("/", 1)[-1]
