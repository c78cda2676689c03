"""What is left hanging, in words and as JSON."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.analyse.cells import Box
from kg.analyse.impact import Impact, Load, Loss
from kg.analyse.web import Web
from kg.messages import in_language, text
from kg.present.chains import ref, short
from kg.read import Statement
from kg.terms import VOCAB

SHOWN = 12

Points = Sequence[tuple[str, tuple[str, ...]]]


@dataclass(frozen=True)
class ImpactView:
    """What is left hanging when a thing goes."""

    web: Web
    impact: Impact
    lang: str
    example: bool = False

    def json(self) -> dict[str, Any]:
        return impact_json(self.web, self.impact, self.lang, example=self.example)

    def text(self) -> str:
        return impact_text(self.web, self.impact, self.lang, example=self.example)


@dataclass(frozen=True)
class OverviewView:
    """Single points of failure, and the load of every actor."""

    web: Web
    points: Points
    loads: Sequence[Load]
    lang: str
    example: bool = False

    def json(self) -> dict[str, Any]:
        return overview_json(self.web, self.points, self.loads, example=self.example)

    def text(self) -> str:
        return overview_text(self.web, self.points, self.loads, self.lang, example=self.example)


def impact_text(web: Web, found: Impact, lang: str, *, example: bool) -> str:
    """The losses under a heading for each kind; what only follows from an earlier loss says so."""
    lines = [text("impact.title", lang, thing=_names(web, found.things[:1], lang)), *_example(lang, example)]
    if found.goes_along:
        lines.append(text("impact.along", lang, things=_names(web, found.goes_along, lang)))
    groups: dict[str, list[Loss]] = defaultdict(list)
    for loss in found.losses:
        groups[loss.kind].append(loss)
    for kind, losses in groups.items():
        lines += ["", text(f"impact.kind-{kind.replace(' ', '-')}", lang) + f" ({len(losses)}):"]
        lines += [f"  - {_loss(web, loss, lang)}" for loss in losses]
    if found.uncovered:
        cells = sum(box.size for box in found.uncovered)
        lines += ["", text("impact.uncovered", lang, cells=cells)]
        lines += [f"  - {_box(web, box, lang)}" for box in found.uncovered[:SHOWN]]
        lines += _more(len(found.uncovered), lang)
    if found.cut_off:
        lines += ["", text("impact.cut-off", lang, things=_names(web, found.cut_off, lang))]
    if not (found.losses or found.uncovered or found.cut_off):
        lines += ["", text("impact.nothing", lang)]
    return "\n".join(lines) + "\n"


def _example(lang: str, example: bool) -> list[str]:
    return [text("chain.example", lang)] if example else []


def _loss(web: Web, loss: Loss, lang: str) -> str:
    name = web.thing(loss.what).name(lang)
    later = f" {text('impact.later', lang, depth=loss.depth)}" if loss.depth > 1 else ""
    if loss.statement is None:
        return name + later
    action = in_language(loss.statement.action, lang) or name
    said = loss.statement.said(lang)
    quote = f": «{said.quote}»" if said and said.quote else ""
    return f"{action} ({name}, {short(loss.statement.iri)}){later}{quote}"


def _box(web: Web, box: Box, lang: str) -> str:
    parts = {"areas": box.areas, "themes": box.themes, "groups": box.groups}
    return text("impact.box", lang, **{k: _names(web, v, lang) for k, v in parts.items()})


def _names(web: Web, things: Iterable[str], lang: str) -> str:
    return ", ".join(web.thing(t).name(lang) for t in things)


def _more(count: int, lang: str) -> list[str]:
    return [text("impact.and-more", lang, count=count - SHOWN)] if count > SHOWN else []


def impact_json(web: Web, found: Impact, lang: str, *, example: bool) -> dict[str, Any]:
    return {
        **({"example": True} if example else {}),
        "thing": ref(web, found.things[0]),
        "goes_along": [ref(web, t) for t in found.goes_along],
        "losses": [
            {
                "kind": loss.kind,
                "what": ref(web, loss.what) if loss.what else None,
                "depth": loss.depth,
                "because": [ref(web, t) for t in loss.because],
                **statement_json(loss.statement, lang),
            }
            for loss in found.losses
        ],
        "uncovered": [
            {k: [ref(web, t) for t in getattr(box, k)] for k in ("areas", "themes", "groups")}
            for box in found.uncovered
        ],
        "cut_off": [ref(web, t) for t in found.cut_off],
    }


def statement_json(statement: Statement | None, lang: str) -> dict[str, Any]:
    """A statement with the words that a reader of `lang` is shown; all None where there is none."""
    if statement is None:
        return dict.fromkeys(("statement", "action", "quote", "document", "chapter"))
    said = statement.said(lang)
    return {
        "statement": statement.iri,
        "action": dict(statement.action) or None,
        "quote": said.quote if said else None,
        "document": said.document.name("fi") if said else None,
        "chapter": said.chapter if said else None,
    }


def overview_text(web: Web, points: Points, loads: Sequence[Load], lang: str, *, example: bool) -> str:
    """Single points of failure and the load of each actor."""
    lines = [*_example(lang, example), text("impact.points", lang)]
    for thing, lost in points:
        names = _names(web, lost[:4], lang) + (" …" if len(lost) > 4 else "")
        lines.append(
            "  - " + text("impact.point", lang, thing=web.thing(thing).name(lang), count=len(lost), things=names)
        )
    lines += ["", text("impact.loads", lang)]
    lines += [f"  - {_load(web, load, lang)}" for load in loads if load.total]
    return "\n".join(lines) + "\n"


def _load(web: Web, load: Load, lang: str) -> str:
    modalities = ", ".join(f"{_modality(web, m, lang)} {n}" for m, n in load.modalities.items())
    name = web.thing(load.actor).name(lang)
    return text(
        "impact.load", lang, actor=name, total=load.total, modalities=modalities, alone=load.alone, groups=load.groups
    )


def _modality(web: Web, notation: str, lang: str) -> str:
    return web.thing(str(VOCAB[f"modality/{notation.replace(' ', '-')}"])).name(lang)


def overview_json(web: Web, points: Points, loads: Sequence[Load], *, example: bool) -> dict[str, Any]:
    return {
        **({"example": True} if example else {}),
        "single_points": [{"thing": ref(web, t), "cut_off": [ref(web, c) for c in lost]} for t, lost in points],
        "loads": [
            {
                "actor": ref(web, load.actor),
                "total": load.total,
                "modalities": dict(load.modalities),
                "alone": load.alone,
                "groups": load.groups,
            }
            for load in loads
        ],
    }
