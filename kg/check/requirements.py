"""The requirements of local safety planning into verdicts: pass, fail, or cannot be checked.

A requirement's shape names its population (`kg:population`, else its target) and the records without which nothing
can be said (`kg:recordsNeeded`). Population empty, or needed records absent: cannot be checked; a result of the shape:
fail; else pass. One verdict a focus; over all, fail outweighs cannot be checked, which outweighs pass.

What has an end that no source gives never counts as met: requirements are looked at twice, as if such things had ended
and as if they stood. Where only the second look finds a focus, or finds it met, it cannot be checked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import rdflib
from rdflib.namespace import SH
from rdflib.term import Node

from kg.check.describe import names_of
from kg.check.excuses import Excuse, excuses
from kg.check.findings import Finding, Texts
from kg.check.run import check_shapes
from kg.check.shapes import load_shapes
from kg.messages import texts as message
from kg.rdf import Iri, Lit, Row
from kg.setwise.declared import targeted, texts
from kg.setwise.fragments import Names, fragment
from kg.setwise.statistics import Statistics
from kg.setwise.targets import Scopes
from kg.store import Data
from kg.terms import KG

PASS, FAIL, CANNOT = "pass", "fail", "cannot-be-checked"
GRAVITY = (FAIL, CANNOT, PASS)

NO_RECORDS, NOT_RECORDED, NOBODY, END_UNKNOWN = "no-records", "not-recorded", "nobody", "end-unknown"
"""Why something cannot be checked: a key of the messages `check.cannot-…`."""

NORM, COMPLIANCE = "norm", "compliance"
"""Whether a verdict tells that a rule is laid down, or that a single plan, group or body follows it."""


@dataclass(frozen=True)
class Focus:
    """One thing that a requirement concerns, with its verdict and, where a gap is excused, the excuse.

    `reason` is why it cannot be checked; `about` is whether the thing is a norm or a case of it.
    """

    iri: str
    label: Texts
    verdict: str
    findings: tuple[Finding, ...] = ()
    excuse: Excuse | None = None
    reason: str | None = None
    about: str = COMPLIANCE


@dataclass(frozen=True)
class Requirement:
    """A requirement with its verdict; `focus` is empty where it concerns nothing that the data holds.

    `reason` is why it cannot be checked.
    """

    id: str
    name: Texts
    message: Texts
    severity: str
    verdict: str
    all_focus: tuple[Focus, ...]
    records_needed: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def focus(self) -> tuple[Focus, ...]:
        """The things that it concerns; the day itself, which C28 looks at, is none."""
        return tuple(f for f in self.all_focus if f.iri != str(KG.context))


def verdicts(data: Data, engine: str = "native") -> list[Requirement]:
    """Every requirement of the coverage shapes, in their order."""
    shapes = load_shapes(("coverage",))
    found = _judged_all(data, shapes, engine)
    if not data.holds("check/unknown-ends"):
        return found
    supposed = _judged_all(data.with_unknown_ends(), shapes, engine)
    return [_with_doubt(one, other) for one, other in zip(found, supposed, strict=True)]


def _judged_all(data: Data, shapes: rdflib.Graph, engine: str) -> list[Requirement]:
    by_shape: dict[str, list[Finding]] = {}
    for finding in check_shapes(data, shapes, engine).results:
        by_shape.setdefault(finding.shape, []).append(finding)
    checked = _Checked(data, shapes, Scopes(Statistics.of(data), Names()), by_shape, excuses(data))
    return [_requirement(checked, node) for node in targeted(shapes)]


def _with_doubt(requirement: Requirement, supposed: Requirement) -> Requirement:
    """The requirement, where what is met only if things stand whose end is unknown cannot be checked."""
    sure = {f.iri: f for f in requirement.all_focus}
    focus = [_doubted(sure.get(other.iri), other) for other in supposed.all_focus]
    focus += [f for f in requirement.all_focus if f.iri not in {o.iri for o in supposed.all_focus}]
    return _summed(replace(requirement, all_focus=tuple(focus)))


def _doubted(sure: Focus | None, supposed: Focus) -> Focus:
    if sure is None or (sure.verdict == FAIL and supposed.verdict != FAIL):
        findings = sure.findings if sure else ()
        return replace(supposed, verdict=CANNOT, reason=END_UNKNOWN, findings=findings, excuse=None)
    return sure


def requirements_json(data: Data, engine: str = "native") -> list[dict[str, Any]]:
    """The value of `requirements` in the JSON of `kg coverage`."""
    return [_as_dict(r) for r in verdicts(data, engine)]


def _as_dict(requirement: Requirement) -> dict[str, Any]:
    return {
        "id": requirement.id,
        "verdict": requirement.verdict,
        "focus": [_focus_dict(f) for f in requirement.focus],
        "message": dict(requirement.message),
        "name": dict(requirement.name),
        "severity": requirement.severity,
        **_reason(requirement.reason),
    }


def _reason(code: str | None) -> dict[str, Any]:
    return {"reason": {"code": code, **message(f"check.cannot-{code}")}} if code else {}


def _focus_dict(focus: Focus) -> dict[str, Any]:
    value: dict[str, Any] = {
        "iri": focus.iri,
        "label": dict(focus.label),
        "verdict": focus.verdict,
        "about": focus.about,
        **_reason(focus.reason),
    }
    if focus.excuse:
        value["excused"] = {
            "iri": focus.excuse.iri,
            "from": focus.excuse.valid_from,
            "until": focus.excuse.valid_until,
            "source": focus.excuse.source,
            "reason": dict(focus.excuse.reason),
        }
    return value


@dataclass(frozen=True)
class _Checked:
    """Data with what a check of them found, by shape, and the exceptions that hold."""

    data: Data
    shapes: rdflib.Graph
    scopes: Scopes
    by_shape: dict[str, list[Finding]]
    granted: list[Excuse]


def _requirement(checked: _Checked, node: Node) -> Requirement:
    data, shapes = checked.data, checked.shapes
    parts = {str(node), *map(str, shapes.objects(node, SH.property))}
    by_focus: dict[str, list[Finding]] = {}
    for finding in (f for part in sorted(parts) for f in checked.by_shape.get(part, ())):
        by_focus.setdefault(str(finding.focus), []).append(finding)
    needed = tuple(sorted(str(c) for c in shapes.objects(node, KG.recordsNeeded)))
    at_hand = not needed or bool(data.rows("check/instances", **{"class": [Iri(c) for c in needed]}))
    excused = {e.focus: e for e in checked.granted if e.requirement == str(node)}
    found = _population(checked, node)
    names = names_of(data, [str(row["focus"]) for row in found])
    _rename(names, found)
    unique = {str(row["focus"]): row for row in found}
    norms = _norms(data, unique)
    judged = [_judged(row, at_hand, by_focus, excused, names) for row in unique.values()]
    severity = shapes.value(node, SH.severity) or SH.Violation
    requirement = Requirement(
        id=str(node).rsplit("/", 1)[1],
        name=texts(shapes, node, SH.name),
        message=texts(shapes, node, SH.message),
        severity=str(severity).removeprefix(str(SH)),
        verdict=CANNOT,
        all_focus=tuple(replace(f, about=NORM) if f.iri in norms else f for f in judged),
        records_needed=needed,
        reason=None if at_hand else NO_RECORDS,
    )
    return _summed(requirement)


def _summed(requirement: Requirement) -> Requirement:
    """The requirement with the verdict over all that it concerns, and why it cannot be checked."""
    verdict = overall([f.verdict for f in requirement.all_focus])
    reasons = [requirement.reason, *(f.reason for f in requirement.all_focus if f.reason), NOBODY]
    reason = next(r for r in reasons if r) if verdict == CANNOT else None
    return replace(requirement, verdict=verdict, reason=reason)


def _norms(data: Data, population: Mapping[str, Row]) -> set[str]:
    """Which of the focus nodes are norms."""
    things = [Iri(iri) for iri in population]
    return {str(row["thing"]) for row in data.rows("check/rules-among", thing=things)} if things else set()


def _rename(names: dict[str, dict[str, str]], population: list[Row]) -> None:
    """A population query may call its focus nodes by a fuller name than their label."""
    for row in population:
        name = row.get("name")
        if isinstance(name, Lit):
            focus = str(row["focus"])
            names[focus] = {**names.get(focus, {}), name.lang or "fi": str(name)}


def overall(several: Sequence[str]) -> str:
    """The gravest of several verdicts; of none, that nothing could be checked."""
    return min(several, key=GRAVITY.index, default=CANNOT)


def _judged(
    row: Row,
    at_hand: bool,
    by_focus: dict[str, list[Finding]],
    excused: dict[str, Excuse],
    names: dict[str, dict[str, str]],
) -> Focus:
    iri = str(row["focus"])
    findings = tuple(by_focus.get(iri, ()))
    excuse = excused.get(iri) if findings else None
    checkable = at_hand and row.get("checkable") != "false"
    verdict = CANNOT if not checkable else FAIL if findings and not excuse else PASS
    reason = None if checkable else NOT_RECORDED if at_hand else NO_RECORDS
    return Focus(iri, names.get(iri, {}), verdict, findings, excuse, reason)


def _population(checked: _Checked, node: Node) -> list[Row]:
    """The rows of the population query, else the focus nodes of the target."""
    name = checked.shapes.value(node, KG.population)
    if name is not None:
        return checked.data.rows(f"check/population/{name}")
    scope = checked.scopes.target(checked.shapes, node)
    rows = checked.data.select(fragment("select", "focus", scope=scope("?this")))
    return sorted(({"focus": row["this"]} for row in rows), key=lambda row: str(row["focus"]))
