"""A paper to decide on: the proposal on the first page, then what it changes for whom, and what else could be done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from kg.analyse.networks import Network
from kg.analyse.prices import LIMITS
from kg.messages import day as written
from kg.messages import listed, number, text
from kg.present.report.chart import Picture, front_picture
from kg.present.report.effects import BODIES, EffectsView
from kg.present.report.forms import Facts, Form
from kg.present.report.front import FrontView
from kg.present.report.page import Document, Section
from kg.present.report.prices import PricesView
from kg.present.report.pruning import PlanView
from kg.present.report.unknowns import UnknownsView
from kg.present.report.words import About
from kg.present.table import Table, Value


@dataclass(frozen=True)
class Paper:
    """Everything that the paper says. `fingerprint` is that of the data."""

    city: str
    plan: PlanView
    front: FrontView
    prices: PricesView
    unknowns: UnknownsView
    effects: EffectsView
    form: Form
    fingerprint: str

    @property
    def about(self) -> About:
        return self.front.about

    def document(self) -> Document:
        say = self.about.say
        title = say("paper-title", city=self.city)
        return Document(
            title,
            say("paper-day", day=self.about.written),
            self.about.lang,
            self.about.example,
            self._all(),
            upright=True,
        )

    def _all(self) -> list[Section]:
        say, effects = self.about.say, self.effects
        return [
            *self.form.sections(self.facts(), self.picture),
            Section("changes", say("paper-changes"), points=effects.sentences(), tables=self._changes(), fresh=True),
            Section(
                "alternatives", say("paper-alternatives"), [say("paper-alternatives-lead")], tables=[self.front.table()]
            ),
            Section(
                "wishes",
                say("paper-wishes"),
                self._wishes(),
                tables=[self.prices.table()] if self.prices.prices else (),
            ),
            Section("requirements", say("paper-requirements"), [effects.requirements_line()], tables=[self._judged()]),
            Section("losses", say("paper-losses"), self._losses(), tables=self._loss_tables()),
            Section(
                "unknown",
                say("paper-unknown"),
                self.unknowns.advice(),
                tables=[self.unknowns.table()] if self.unknowns.found else (),
            ),
            Section(
                "method", say("paper-method"), [text(f"report.method-{i}", self.about.lang) for i in (3, 5, 6, 7, 8)]
            ),
            Section("verify", say("paper-verify"), self._verify()),
        ]

    @cached_property
    def picture(self) -> Picture:
        return front_picture(self.front, self.plan.plan.hours_after)

    def facts(self) -> Facts:
        """What a city's form may say."""
        plan = self.plan.plan
        say, moves = self.about.say, sum(other is not None for other in plan.into.values())
        saved = self._number(plan.hours_before - plan.hours_after)
        after = self._number(plan.hours_after)
        lost = len(plan.cells_before()) - len(plan.cells_after())
        return {
            "city": self.city,
            "day": self.about.written,
            "warning": text("report.example", self.about.lang) if self.about.example else "",
            "question": say(
                "paper-question", city=self.city, networks=len(plan.networks), hours=self._number(plan.hours_before)
            ),
            "proposal": say("paper-proposal", city=self.city, moves=moves)
            if moves
            else say("paper-no-proposal", city=self.city),
            "conditions": [
                *self._endings(),
                *(self.prices.wish(p.wish) for p in self.prices.prices if p.wish.kind in LIMITS),
            ],
            "savings": [
                say("paper-saving", saved=saved, after=after, before=len(plan.networks), left=len(plan.kept)),
                say("paper-lost", cells=lost) if lost else text("analyse.prune-lossless", self.about.lang),
                text("analyse.prune-proven", self.about.lang)
                if plan.proven
                else text("analyse.prune-gap", self.about.lang, gap=self._number(plan.gap * 100)),
                self.effects.once_line(),
                self.effects.requirements_line(),
            ],
            "deciders": self._deciders() or [say("paper-no-decider")],
        }

    def _endings(self) -> list[str]:
        """Each network that ends without a successor, and who accepted that, as it was put."""
        reasons = {r.network: f"{r.reason} ({written(r.day, self.about.lang)})" for r in self.plan.accepted}
        ends = [network for network, other in self.plan.plan.into.items() if other is None]
        return [
            self.about.say(
                "paper-ends-accepted" if network.key in reasons else "paper-ends",
                network=self.about.names.full(network),
                reason=reasons.get(network.key, ""),
            )
            for network in ends
        ]

    def _deciders(self) -> list[str]:
        """Each body that may decide, for how many networks, and on which basis."""
        names, found, silent = self.about.names, dict[str, tuple[set[Network], set[str]]](), 0
        for network in self.plan.plan.into:
            deciders = self.plan.deciders.get(network.iri, ())
            silent += not deciders
            for one in deciders:
                networks, bases = found.setdefault(one.body, (set(), set()))
                networks.add(network)
                bases.add(one.basis)
        lines = [
            self.about.say(
                "paper-decider", body=self.plan.names.of(body), networks=len(networks), bases=names.several(bases)
            )
            for body, (networks, bases) in sorted(found.items(), key=lambda item: -len(item[1][0]))
        ]
        return [*lines, *([self.about.say("paper-decider-unknown", networks=silent)] if silent else [])]

    def _changes(self) -> list[Table]:
        moves = self.plan.moves_table()
        narrow = Table(
            moves.title,
            [c for i, c in enumerate(moves.columns) if i != 2],
            [[v for i, v in enumerate(row) if i != 2] for row in moves.rows],
            moves.note,
        )
        return [
            table for table in (narrow, self.effects.bodies_table(BODIES), self.effects.areas_table()) if table.rows
        ]

    def _wishes(self) -> list[str]:
        asked = [p for p in self.prices.prices if p.wish.kind != "mandatory"]
        return self.prices.advice() if asked else [self.about.say("paper-no-wishes")]

    def _judged(self) -> Table:
        return self.effects.requirements_table()

    def _losses(self) -> list[str]:
        lost = self.plan.losses
        if not lost:
            return [self.about.say("paper-no-losses")]
        accepted = {remark.network for remark in self.plan.accepted}
        undecided = [loss for loss in lost if loss.network.key not in accepted]
        if not undecided:
            return [self.about.say("paper-losses-accepted")]
        names = listed((self.about.names.full(loss.network) for loss in undecided), self.about.lang)
        return [self.about.say("paper-losses-open", networks=names)]

    def _loss_tables(self) -> list[Table]:
        return [table for table in self.plan.tables()[1:] if table.rows]

    def _verify(self) -> list[str]:
        say = self.about.say
        lines = [say("paper-verify-1"), say("paper-verify-2", path=self.plan.certificate.rsplit("/", 1)[-1])]
        return [*lines, say("paper-verify-3"), text("report.fingerprint", self.about.lang, hash=self.fingerprint)]

    def tables(self) -> list[Table]:
        """The sheets of the workbook, the summary first, each marked where the data are made up."""
        say, facts = self.about.say, self.facts()
        lines: list[Sequence[Value]] = [[str(facts["question"])], [str(facts["proposal"])]]
        lines += [[line] for name in ("conditions", "savings", "deciders") for line in facts[name]]
        summary = Table(text("analyse.summary", self.about.lang), [say("paper-title", city=self.city)], lines)
        found = [
            summary,
            *self.plan.tables(),
            self.front.table(),
            self.prices.table(),
            *self.effects.tables(),
            self.unknowns.table(),
        ]
        warning = text("report.example", self.about.lang) if self.about.example else ""
        return [replace(t, note=f"{warning} {t.note}".strip()) for t in found if t.rows]

    def _number(self, value: float | Fraction) -> str:
        return number(value, self.about.lang)
