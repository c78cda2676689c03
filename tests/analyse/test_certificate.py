"""A certificate holds for the data it was made from, and for nothing else; what it loses is named."""

import re
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from random_city import City, as_data, random_city

from kg.analyse.aftermath import check_aftermath
from kg.analyse.cells import read_index
from kg.analyse.certificate import certify, fingerprint, renamed
from kg.analyse.decisions import Remark
from kg.analyse.networks import read_networks
from kg.analyse.prune import Plan, make_plan
from kg.analyse.successors import Wishes
from kg.analyse.verify import Verdict, read_certificate, verify
from kg.errors import UnreadableInput
from kg.present.report.verdict import verdict_json, verdict_text
from kg.rdf import Iri
from kg.store.documents import serialise


def made(city: City, path, wishes: Wishes | None = None, accepted: tuple[Remark, ...] = ()) -> Plan:
    """Plan a city and write its certificate to `path`."""
    data = as_data(city)
    networks = read_networks(data)
    plan = make_plan(networks, read_index(data, networks)[0], wishes)
    joining = {other.iri: members for other, members in plan.received.items()}
    aftermath = check_aftermath(data, partial(as_data, city), [n.iri for n in plan.into], joining)
    certificate = certify(data, plan, aftermath, accepted)
    path.write_bytes(serialise(certificate.quads, ".trig"))
    return plan


def verdict(path, city: City) -> Verdict:
    return verify(read_certificate(path), partial(as_data, city))


def codes(found: Verdict) -> set[str]:
    return {fault.code for fault in found.faults}


@pytest.fixture(scope="module")
def city() -> City:
    return random_city(5, size=30)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "plan.trig"


def resealed(path, old: str, new: str) -> None:
    """Change the text of a certificate and give it the fingerprint of what it says now, as a forger would."""
    text = path.read_text(encoding="utf-8")
    changed = re.sub(old, new, text, count=1)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    held = read_certificate(path)
    iri = Iri(held.iri.rsplit("/", 1)[0] + "/" + fingerprint(held.iri, held.quads))
    path.write_bytes(serialise(renamed(held.quads, held.iri, iri), ".trig"))


def test_it_holds_for_its_data(city, path):
    plan = made(city, path)
    assert plan.into
    found = verdict(path, city)
    assert found.valid
    assert found.bound is not None
    assert found.bound.optimal
    assert found.bound.hours == found.bound.bound == plan.hours_after
    assert "optimum" in verdict_text(found, "en")
    assert verdict_json(found)["checked"] == {
        "coverage": True,
        "bound": {
            "hours_bound": float(plan.hours_after),
            "hours": float(plan.hours_after),
            "gap": 0.0,
            "optimal": True,
            "wishes": {"keep": [], "apart": [], "dissolve": [], "nowhere": []},
            "max_members": None,
        },
    }


def test_a_bound_that_its_proof_does_not_show_is_found(city, path):
    plan = made(city, path)
    resealed(path, r'\\"bound\\":\\"[^"]*"', rf'\\"bound\\":\\"{int(plan.hours_after) + 1}\\"')
    assert codes(verdict(path, city)) == {"bound-not-shown"}


def test_a_certificate_without_proof_says_that_only_the_coverage_was_checked(city, path):
    made(city, path)
    resealed(path, r'"(\{\\"asked.*?)"\^\^', '"none"^^')
    assert codes(verdict(path, city)) == {"bound-unreadable"}
    held = read_certificate(path)
    without = [quad for quad in held.quads if not quad[0].endswith("/bound")]
    iri = Iri(held.iri.rsplit("/", 1)[0] + "/" + fingerprint(held.iri, without))
    path.write_bytes(serialise(renamed(without, held.iri, iri), ".trig"))
    found = verdict(path, city)
    assert found.valid
    assert found.bound is None
    assert "Only the coverage" in verdict_text(found, "en")


def test_the_wishes_that_a_bound_is_about_are_named(city, path):
    keys = sorted(n.key for n in city.valid if not n.mandatory)
    plan = made(city, path, Wishes(keep=frozenset(keys[:1]), never_merge=((keys[1], keys[2]),), max_members=8))
    assert plan.into
    said = verdict_text(verdict(path, city), "en")
    assert f"keep {keys[0]}; never merge {keys[1]} + {keys[2]}; at most 8 members" in said


def test_the_same_plan_gives_the_same_bytes(city, path, tmp_path):
    made(city, path)
    again = tmp_path / "again.trig"
    made(city, again)
    assert path.read_bytes() == again.read_bytes()


def test_every_changed_line_is_found(city, path):
    made(city, path)
    lines = path.read_text(encoding="utf-8").splitlines()
    for i in range(12, len(lines), max(1, len(lines) // 12)):
        if not lines[i].strip(" .{};,"):
            continue
        path.write_text("\n".join([*lines[:i], "", *lines[i + 1 :]]), encoding="utf-8")
        try:
            assert not verdict(path, city).valid, lines[i]
        except UnreadableInput:
            continue


def test_other_data_are_found(city, path):
    made(city, path)
    other = replace(city, nets=[*city.nets[1:], replace(city.nets[0], members={*city.nets[0].members, "urn:x:new"})])
    assert "other-data" in codes(verdict(path, other))
    fewer = replace(city, nets=[net for net in city.nets if net is not city.valid[0]])
    assert "not-in-data" in codes(verdict(path, fewer))


def test_a_forged_successor_is_found_and_the_loss_is_named(city, path):
    plan = made(city, path)
    gone, other = next((gone, other) for gone, other in plan.into.items())
    wrong = next(n for n in plan.kept if not gone.leaf_areas <= n.leaf_areas or not gone.themes <= n.themes)
    text = path.read_text(encoding="utf-8")
    blocks = [block for block in re.split(r"\n(?=\s*<)", text) if f"change/{gone.key}>" in block]
    assert len(blocks) == 1
    resealed(path, re.escape(blocks[0]), blocks[0].replace(other.iri, wrong.iri).replace("\\", r"\\"))
    found = verdict(path, city)
    assert codes(found) & {"lost-area", "lost-theme", "lost-group"}
    assert any(fault.facts.get("network") == gone.key for fault in found.faults)


def test_members_who_do_not_join_are_found(city, path):
    plan = made(city, path)
    other = next(o for o, members in plan.received.items() if members - o.members)
    member = sorted(plan.received[other] - other.members)[0]
    text = path.read_text(encoding="utf-8")
    after = text[text.index("/after> {") :]
    block = next(b for b in re.split(r"\n(?=\s*<)", after) if b.strip().startswith(f"<{other.iri}>"))
    without = re.sub(rf"<{re.escape(member)}>\s*,\s*|\s*,\s*<{re.escape(member)}>", "", block, count=1)
    assert without != block
    resealed(path, re.escape(block), without.replace("\\", r"\\"))
    assert codes(verdict(path, city)) & {"lost-members", "altered"}


def test_an_accepted_loss_holds_and_stays_listed(path):
    city = random_city(2, size=14)
    served = [n for n in city.valid if not n.mandatory]
    lonely = next(n for n in served if n.cells - set().union(*(o.cells for o in city.valid if o is not n)))
    wishes = Wishes(dissolve=frozenset({lonely.key}))
    made(city, path, wishes)
    refused = verdict(path, city)
    assert codes(refused) == {"no-successor", "lost-cells"}
    made(city, path, wishes, (Remark(lonely.key, "siirtyy järjestölle", date(2026, 2, 1)),))
    accepted = verdict(path, city)
    assert accepted.valid
    assert [(loss.network, loss.day) for loss in accepted.accepted] == [(lonely.key, "2026-02-01")]


def test_a_file_without_certificate_is_refused(path):
    path.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    with pytest.raises(UnreadableInput):
        read_certificate(path)
