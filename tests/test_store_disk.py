"""The store on disk holds the old state or the new one, whatever happens to the process that writes."""

import multiprocessing
import time
from pathlib import Path
from typing import Any

import pytest
from planner_files import NAAPURILA, changed, quads_of, run, workbook

from kg.changes import undo
from kg.errors import StoreBusy
from kg.rdf import Iri, Lit, Quad
from kg.store.disk import apply, rewrite
from kg.store.opening import alone, snapshot

GRAPH = Iri("http://example.org/g")
MOMENTS = 20
CLEAN = multiprocessing.get_context("forkserver")
"""Children of a process that never opened a store: the engine's threads do not survive a fork."""
CLEAN.set_forkserver_preload(["kg.importing", "planner_files"])


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "store"


def quads(text: str, number: int = 50) -> list[Quad]:
    return [(Iri(f"http://example.org/{i}"), Iri("http://example.org/p"), Lit(text), GRAPH) for i in range(number)]


def data_of(store: Path) -> set[Quad]:
    return {q for q in quads_of(store) if not str(q[3]).endswith("/history")}


def test_a_change_removes_and_adds_in_one_step(store: Path) -> None:
    with alone(store):
        apply(store, [], quads("vanha"))
        apply(store, quads("vanha"), quads("uusi"))
    assert quads_of(store) == set(quads("uusi"))


def test_literals_with_every_awkward_character_survive_a_change(store: Path) -> None:
    text = 'a"b\\c\nd\te\u2028å€𝄞 #removed\n} ; {'
    with alone(store):
        apply(store, [], quads("vanha", 1))
        apply(store, quads("vanha", 1), quads(text, 1))
    assert [str(o) for _, _, o, _ in quads_of(store)] == [text]


def _import(store: Path, path: Path) -> None:
    run(store, path)


def test_a_kill_at_any_moment_loses_nothing(tmp_path: Path, store: Path) -> None:
    """Twenty imports, each killed (SIGKILL) at another moment: old or new, never between, and usable at once."""
    run(store, workbook(tmp_path / "naapurila.xlsx"))
    old = data_of(store)
    path = workbook(tmp_path / "more.xlsx", _more_networks(300))
    trial = run(store, path, dry_run=True)
    new = (old - trial.removed) | trial.added
    start = time.monotonic()
    run(tmp_path / "elsewhere" / "store", path)
    length = time.monotonic() - start
    outcomes = []
    for moment in range(MOMENTS):
        child = CLEAN.Process(target=_import, args=(store, path))
        child.start()
        child.join(length * 1.3 * (moment + 1) / MOMENTS)
        child.kill()
        child.join()
        found = data_of(store)
        assert found in (old, new)
        outcomes.append(found == new)
        if found == new:
            undo("naapurila", store)
            assert data_of(store) == old
    assert not outcomes[0]
    run(store, path)
    assert data_of(store) == new


def _more_networks(number: int) -> dict[str, Any]:
    sheets = dict(changed("verkostot", 2, "nimi", "Uusi nimi"))
    row = NAAPURILA["verkostot"][2]
    sheets["verkostot"] = [*sheets["verkostot"], *([f"W{i}", f"Verkosto {i}", *row[2:]] for i in range(number))]
    return sheets


def test_a_kill_between_transactions_keeps_what_was_acknowledged(store: Path) -> None:
    """A writer changes everything again and again; killed, the store holds one whole state, the last or the next."""
    with alone(store):
        apply(store, [], quads("0"))
    for moment in range(5):
        reader, writer = CLEAN.Pipe(duplex=False)
        child = CLEAN.Process(target=_change_for_ever, args=(store, writer))
        child.start()
        acknowledged = [reader.recv()]
        time.sleep(0.02 * moment)
        child.kill()
        child.join()
        while reader.poll():
            acknowledged.append(reader.recv())
        texts = {str(o) for _, _, o, _ in quads_of(store)}
        assert len(quads_of(store)) == 50
        assert texts in ({str(acknowledged[-1])}, {str(acknowledged[-1] + 1)})


def _change_for_ever(store: Path, acknowledge: Any) -> None:
    with alone(store):
        number = int(str(next(iter(quads_of(store)))[2]))
        while True:
            apply(store, quads(str(number)), quads(str(number + 1)))
            number += 1
            acknowledge.send(number)


def _hold(store: Path, ready: Any, release: Any) -> None:
    with alone(store):
        ready.set()
        release.wait(20)


def test_a_second_writer_waits_and_says_so_or_is_refused(store: Path) -> None:
    ready, release = CLEAN.Event(), CLEAN.Event()
    child = CLEAN.Process(target=_hold, args=(store, ready, release))
    child.start()
    assert ready.wait(20)
    said: list[str] = []
    with pytest.raises(StoreBusy), alone(store, patience=0.2, waiting=lambda: said.append("waiting")):
        pytest.fail("two writers at once")
    assert said == ["waiting"]
    release.set()
    with alone(store, patience=20):
        apply(store, [], quads("uusi"))
    child.join()
    assert quads_of(store) == set(quads("uusi"))


def test_a_killed_writer_leaves_no_lock(store: Path) -> None:
    ready, release = CLEAN.Event(), CLEAN.Event()
    child = CLEAN.Process(target=_hold, args=(store, ready, release))
    child.start()
    assert ready.wait(20)
    child.kill()
    child.join()
    with alone(store, patience=1):
        apply(store, [], quads("uusi"))


def test_readers_keep_reading_their_snapshot(store: Path) -> None:
    with alone(store):
        apply(store, [], quads("vanha"))
        before = snapshot(store)
        apply(store, quads("vanha"), quads("uusi"))
        assert set(before.quads(GRAPH)) == set(quads("vanha"))
    assert set(snapshot(store).quads(GRAPH)) == set(quads("uusi"))


def test_a_rewritten_store_holds_the_same_and_forgets_the_rest(store: Path) -> None:
    secret = "tämä teksti ei saa jäädä mihinkään tiedostoon"
    with alone(store):
        apply(store, [], quads(secret))
        apply(store, quads(secret), quads("uusi"))
        rewrite(store)
    assert quads_of(store) == set(quads("uusi"))
    assert not [p for p in store.rglob("*") if secret.encode() in p.read_bytes()]


def test_a_rewrite_that_was_killed_between_its_renames_is_taken_up(store: Path) -> None:
    with alone(store):
        apply(store, [], quads("uusi"))
    store.rename(store.with_name("store.old"))
    with alone(store):
        assert quads_of(store) == set(quads("uusi"))
