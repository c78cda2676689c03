"""The state after a plan, in the working copy of the data, and what the shapes say before and after."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from kg.check.findings import Finding, Report
from kg.check.run import check
from kg.rdf import Iri
from kg.store import Data, find_query

PARTS = ("structure", "coverage")
"""The shapes that can find a violation; overlaps are warnings, and a plan takes them away."""


@dataclass(frozen=True)
class Aftermath:
    """The report on the data after the plan, and its violations that were not there before."""

    report: Report
    new_violations: tuple[Finding, ...]


def check_aftermath(
    data: Data, fresh: Callable[[], Data], gone: Iterable[str], joining: Mapping[str, Iterable[str]]
) -> Aftermath:
    """Carry the plan out in the working copy and check it. `data` holds the state after from then on.

    `fresh` opens the same data once more; it is asked only where there is a violation that may be an old one.
    """
    carry_out(data, gone, joining)
    report = check(data, PARTS)
    violations = [finding for finding in report.results if finding.severity == "Violation"]
    known = {finding.key() for finding in check(fresh(), PARTS).results} if violations else set()
    return Aftermath(report, tuple(finding for finding in violations if finding.key() not in known))


def carry_out(data: Data, gone: Iterable[str], joining: Mapping[str, Iterable[str]]) -> None:
    """End the networks `gone` on the day before, and let the `joining` members sit in their new networks."""
    ended = [Iri(network) for network in gone]
    if ended:
        eve = data.context.as_of - timedelta(days=1)
        data.store.update(find_query("analyse/end-networks").bind({"network": ended, "day": eve}))
    for network, members in joining.items():
        new = [Iri(member) for member in sorted(members)]
        if new:
            data.store.update(find_query("analyse/join-network").bind({"network": Iri(network), "member": new}))
