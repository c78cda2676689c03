"""What the checks and the overlaps say of one thing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.commands.check import Finding
from kg.commands.networks import Pair, pairs
from kg.explorer.frame import Here
from kg.explorer.health import findings
from kg.explorer.kept import day_of, kept_soon
from kg.messages import in_language

MOST = 30


def show_concerns(here: Here, iri: str) -> None:
    """Findings about the thing, and overlapping pairs that it is one of or sits in."""
    findings_of = kept_soon(here, "findings by thing", lambda _: findings_by_thing(findings(here).results))
    pairs_of = kept_soon(here, "pairs by thing", lambda _: pairs_by_thing(pairs(here.graph.municipality, day_of(here))))
    if findings_of is None or pairs_of is None:
        here.show("note.html", text=here.say("still-checking-card"))
    found, overlapping = (findings_of or {}).get(iri, ()), (pairs_of or {}).get(iri, ())
    if found or overlapping:
        messages = [(here.say(f"severity-{f.severity}"), in_language(f.message, here.view.lang)) for f in found[:MOST]]
        here.show("concerns.html", messages=messages, pairs=overlapping[:MOST], more=max(len(overlapping) - MOST, 0))


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
