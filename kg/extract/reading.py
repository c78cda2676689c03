"""A sentence into the statements that its predicates make."""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.bearers import STATED, Bearers, antecedent, find_bearers
from kg.extract.chunks import Chunk
from kg.extract.clauses import ACTIVE, DESCRIBES, MUST, PASSIVE, SHOULD, TASK, Predicate
from kg.extract.extraction import Extraction, Named
from kg.extract.parsed import Knowledge, Parsed
from kg.extract.parts import basis, last_instrument, objects, parties
from kg.extract.sentences import Sentence

EFFECTS = frozenset(("promotes", "prevents", "affects"))
PLAIN = ("active", "passive", "past")
"""How a verb is said that neither orders nor allows."""
NO_ROLE = 0.3
RESPONSIBILITY, DESCRIPTION = "responsibility", "description"


class Reading:
    """One sentence, read. `before` is the instrument that the sentence before it named."""

    def __init__(self, sentence: Sentence, number: int, knowledge: Knowledge, before: tuple[Named, ...] = ()) -> None:
        self.sentence, self.number, self.know, self.before = sentence, number, knowledge, before
        self.parsed = Parsed(sentence.text, knowledge)

    @property
    def instruments(self) -> tuple[Named, ...]:
        return last_instrument(self.parsed)

    def extractions(self) -> list[Extraction]:
        """One for each predicate that says something of its own."""
        found: list[Extraction] = []
        last = Bearers()
        for place, predicate in enumerate(self.parsed.predicates):
            if not self.parsed.picks_out(predicate):
                extraction, last = self._extraction(place, predicate, last)
                found += [extraction, *self._steered(extraction)]
        return found

    def _extraction(self, place: int, predicate: Predicate, last: Bearers) -> tuple[Extraction, Bearers]:
        parsed, words = self.parsed, self.parsed.words
        start, end = parsed.clause_start(predicate), parsed.clause_end(predicate)
        mine = [c for c in parsed.chunks if start <= c.first < end]
        bearers = self._bearers(place, predicate, mine, last)
        company, taken = parties(parsed, mine)
        ground, based = basis(parsed, self.before)
        used = bearers.used | taken | based
        found, any_object = objects(parsed, predicate, [c for c in mine if c.first not in used and not parsed.aside(c)])
        describes = self._describes(predicate, bearers, mine)
        lowered = parsed.text.casefold()
        extraction = Extraction(
            sentence=self.number,
            quote=parsed.text,
            start=self.sentence.start,
            chapter=self.sentence.paragraph.chapter,
            page=self.sentence.paragraph.page,
            kind=DESCRIPTION if describes else RESPONSIBILITY,
            verb=predicate.verb,
            role=predicate.sense.role if predicate.sense else None,
            role_sure=0.6 + 0.3 * predicate.sense.weight if predicate.sense else NO_ROLE,
            modality=DESCRIBES if describes else self._weakened(predicate.modality, lowered),
            modality_why=predicate.why,
            bearers=bearers.named,
            status=bearers.status,
            objects=found,
            parties=company,
            basis=ground,
            rhythm=self._rhythm(),
            hedge=next((w for w in words("hedges") if w in lowered), None),
            condition=next((w for w in words("conditions") if w in lowered), None),
            any_of=frozenset(n for n, given in (("bearers", bearers.any_of), ("objects", any_object)) if given),
            open_list=any(t.low in [w.rstrip(".") for w in words("open")] for t in parsed.tokens),
        )
        return extraction, bearers

    def _bearers(self, place: int, predicate: Predicate, mine: Sequence[Chunk], last: Bearers) -> Bearers:
        found = find_bearers(self.parsed, predicate, mine)
        if not found.named and predicate.voice != PASSIVE:
            found = antecedent(self.parsed, self.parsed.clause_start(predicate))
        if not found.named and self._continues(place, predicate):
            return replace(last, used=frozenset())
        return found

    def _continues(self, place: int, predicate: Predicate) -> bool:
        """Whether the subject of the verb before goes on: «kokoaa … ja koordinoi»."""
        before = self.parsed.predicates[place - 1] if place else None
        if before is None or (predicate.voice == PASSIVE) != (before.voice == PASSIVE):
            return False
        between = self.parsed.tokens[max(before.words) : min(predicate.words)]
        return predicate.finite == before.finite or any(
            t.text == "," or t.low in self.parsed.words("and") for t in between
        )

    def _describes(self, predicate: Predicate, bearers: Bearers, mine: Sequence[Chunk]) -> bool:
        """Whether it tells how things are: the past, a verb of that kind, a thing as the doer, an effect by a means."""
        if predicate.modality == DESCRIBES:
            return True
        if predicate.voice == ACTIVE and predicate.why == "active" and not bearers.act:
            return True
        role = predicate.sense.role if predicate.sense else None
        if role and predicate.why in PLAIN and role.iri in self.know.roles.describing:
            return True
        effect = role is None or role.notation in EFFECTS
        by_means = any(c.case == "adessive" and c.last < predicate.at for c in mine)
        return predicate.why == "passive" and effect and by_means

    def _weakened(self, modality: str, lowered: str) -> str:
        """«soveltuvin osin» makes a must a should; so does a judgement before «että» («on tärkeää, että»)."""
        language = self.parsed.language
        weak = any(w in lowered for w in language.words("governing", "weakening")) or lowered.startswith("osa ")
        judged = any(
            language.of(t.lemma, "modal", "copula") and "että" in [x.low for x in self.parsed.tokens[i + 1 : i + 4]]
            for i, t in enumerate(self.parsed.tokens)
        )
        return SHOULD if (weak and modality == MUST) or (judged and modality in (MUST, TASK)) else modality

    def _rhythm(self) -> str | None:
        rhythms = (self.parsed.language.of(w, "rhythm") for t in self.parsed.tokens for w in (t.low, t.lemma))
        return next((r for r in rhythms if r), None)

    def _steered(self, extraction: Extraction) -> list[Extraction]:
        """«X:n ohjauksessa» says also that X steers."""
        steering = tuple(p.named for p in extraction.parties if p.part == "steering")
        role = next((s.role for s in self.know.roles.noun.get("ohjaus", ())), None)
        if not steering or role is None or extraction.kind != RESPONSIBILITY:
            return []
        return [replace(extraction, role=role, role_sure=0.8, bearers=steering, status=STATED, parties=())]
