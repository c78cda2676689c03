"""Whatever stops a command, one further command finds the old state or the new, whole, and nothing left behind."""

import random
from collections.abc import Iterator

import pytest

from bench.hardstops import run
from bench.stops import NEWEST, SECRET, TOWN, Made, holding, keeping, left_behind, make, state
from bench.stops.kills import killed_at
from bench.stops.writers import many_writers
from kg.changes import forget
from kg.cli import main
from kg.store.disk import keep
from kg.store.forget import intent
from kg.store.history import imports
from kg.store.opening import alone, snapshot

CALLS = 25
"""One more than the calls that change files in one forgetting."""


@pytest.fixture(scope="module", autouse=True)
def small_stores_keep_what_follows() -> Iterator[None]:
    with keeping():
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("stops"))


def test_a_short_round_of_every_mishap(made: Made) -> None:
    seed = random.randrange(1 << 32)
    found = run(made, 21, random.Random(seed))
    assert not {name: o for name, o in found.items() if o["wrong"]}, f"seed {seed}"
    assert found["killed: forget"].total() == 4
    assert found["store read-only"]["refused"]


def test_what_many_accept_at_once_is_there_once(made: Made) -> None:
    found = many_writers(made, 4, 1, random.Random())
    assert not found["wrong"]
    assert found["accepted"] + found["refused"] >= 3


@pytest.mark.parametrize("call", range(1, CALLS))
def test_a_forgetting_killed_at_any_call_is_finished_by_the_next_command(made: Made, call: int) -> None:
    assert killed_at(made, "forget", call) in ("old", "new")


def test_a_reader_finishes_what_was_to_be_forgotten(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    store = made.copy()
    intent(store).write_text(f'{{"municipality": "{TOWN}", "number": 2}}', encoding="utf-8")
    assert holding(store, SECRET)
    assert main(["history", "--data", TOWN, "--store", str(store)]) == 0
    assert not holding(store, SECRET)
    assert not left_behind(store)
    assert imports(snapshot(store), TOWN)[1].forgotten
    assert capsys.readouterr().out


def test_a_note_about_an_import_that_never_was_goes(made: Made) -> None:
    store = made.copy()
    intent(store).write_text('{"municipality": "toinen", "number": 9}', encoding="utf-8")
    assert state(store) == made.old
    assert not left_behind(store)


def test_a_file_of_a_stopped_import_goes_with_the_next_command(made: Made) -> None:
    store = made.copy()
    keep(store, NEWEST.encode(), ".csv")
    store.with_name("store.lock").write_text("being written")
    assert state(store) == made.old
    assert not holding(store, NEWEST)


def test_a_file_of_a_living_import_stays(made: Made) -> None:
    """Whoever only reads never clears up behind the back of a writer."""
    store = made.copy()
    with alone(store):
        keep(store, NEWEST.encode(), ".csv")
        assert state(store) == made.old
        assert holding(store, NEWEST)


def test_files_that_earlier_commands_left_go_with_a_forgetting(made: Made) -> None:
    store = made.copy()
    keep(store, NEWEST.encode(), ".csv")
    forget(TOWN, "2", store)
    assert not holding(store, NEWEST)
