"""Many people accept proposals at once, some of their processes killed: what was accepted is there, and there once."""

import random
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench.stops import CLEAN, TOWN, Broken, Made, left_behind, process_of, state
from kg.editing.deciding import Desk, accept, log, propose, queue
from kg.editing.proposals import ACCEPTED, Draft
from kg.errors import KgError
from kg.store.acts import broken
from kg.store.history import imports
from kg.store.opening import snapshot


def many_writers(made: Made, writers: int, killed: int, chance: random.Random) -> Counter[str]:
    """How many were accepted, refused as busy, or killed; raises Broken where a change is lost, doubled or torn."""
    store = made.copy()
    numbers = [_proposed(store, n) for n in range(writers)]
    doomed = set(chance.sample(numbers, killed))
    children = {number: _child(store, number) for number in numbers}
    for process, _ in children.values():
        process.start()
    for number in doomed:
        time.sleep(chance.random() * 0.2)
        children[number][0].kill()
    said = {number: _heard(*child) for number, child in children.items()}
    _judge(store, said)
    return Counter(said.values())


def _proposed(store: Path, number: int) -> int:
    cells = {"name": f"Yhdistys {number:03}", "kind": "järjestö"}
    outcome = propose(Desk(store, TOWN, "ehdottaja"), Draft("actors", "", cells, source="Kirje", reason="uusi"))
    if not outcome.done:
        raise Broken(f"not proposed: {outcome.faults}")
    return outcome.number


def _child(store: Path, number: int) -> tuple[Any, Connection]:
    here, there = CLEAN.Pipe(duplex=False)
    return process_of(_accept, store, number, there), here


def _accept(store: Path, number: int, told: Connection) -> None:
    try:
        outcome = accept(Desk(store, TOWN, f"toimittaja {number}"), number, "tarkistettu")
        told.send("accepted" if outcome.record else "wrong")
    except KgError:
        told.send("refused")


def _heard(process: Any, pipe: Connection) -> str:
    process.join()
    try:
        return str(pipe.recv()) if pipe.poll() else "killed"
    except EOFError:
        return "killed"


def _judge(store: Path, said: dict[int, str]) -> None:
    made = {p.number: p for p in queue(Desk(store, TOWN)) if p.state == ACCEPTED}
    names = Counter(str(q[2]) for q in state(store) if str(q[2]).startswith("Yhdistys"))
    changes = [r for r in imports(snapshot(store), TOWN) if r.kind == "accept"]
    if lost := {n for n, what in said.items() if what == "accepted"} - made.keys():
        raise Broken(f"accepted and lost: {sorted(lost)}")
    if any(said[n] in ("refused", "wrong") for n in made):
        raise Broken("refused and yet there")
    if not len(made) == len(changes) == len(names) == len({r.number for r in changes}):
        raise Broken(f"{len(made)} accepted, {len(changes)} changes, {len(names)} names")
    if set(names.values()) - {1}:
        raise Broken(f"there twice: {names.most_common(3)}")
    if (where := broken(log(Desk(store, TOWN)))) is not None:
        raise Broken(f"the seal of act {where} does not hold")
    if left := left_behind(store):
        raise Broken(f"left behind: {left}")
