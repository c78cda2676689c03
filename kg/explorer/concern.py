"""What the checks and the overlaps say of one thing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.analyse.overlap import Pair, overlapping_pairs
from kg.check import Finding
from kg.check.describe import in_language
from kg.explorer.frame import Here
from kg.explorer.health import findings
from kg.explorer.kept import kept_soon

MOST = 30


def show_concerns(here: Here, iri: str) -> None:
    """Findings about the thing, and overlapping pairs that it is one of or sits in."""
    findings_of = kept_soon(here, "findings by thing", lambda _: findings_by_thing(findings(here).results))
    pairs_of = kept_soon(here, "pairs by thing", lambda data: pairs_by_thing(overlapping_pairs(data)))
    if findings_of is None or pairs_of is None:
        here.show("note.html", text=here.say("still-checking-card"))
    found, pairs = (findings_of or {}).get(iri, ()), (pairs_of or {}).get(iri, ())
    if found or pairs:
        messages = [(here.say(f"severity-{f.severity}"), in_language(f.message, here.view.lang)) for f in found[:MOST]]
        here.show("concerns.html", messages=messages, pairs=pairs[:MOST], more=max(len(pairs) - MOST, 0))


def findings_by_thing(results: Sequence[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in results:
        for term in {str(finding.focus), str(finding.value or "")}:
            found[term].append(finding)
    return found


def pairs_by_thing(pairs: Sequence[Pair]) -> Mapping[str, list[Pair]]:
    """Each pair at its two networks, at the members that both share, and at their coordinators."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        seats = pair.first.members & pair.second.members | pair.first.coordinators | pair.second.coordinators
        for iri in {str(pair.first.iri), str(pair.second.iri), *seats}:
            found[iri].append(pair)
    return found
