"""Stop commands at random moments and see what is left: `python -m bench.hardstops [--number 1000] [--write FILE]`.

Imports, loads, undos and forgets are killed (SIGKILL) at a random time or at a random call that changes a file; files
are cut short, the disk is full, the store is read-only, the clock goes back, two write at once. After each, one
further command reads the store: it must hold the old state or the new, whole, and nothing of a stopped command.
"""

import argparse
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.measure import machine
from bench.stops import ACTIONS, Broken, Made, keeping, make
from bench.stops.conditions import CONDITIONS
from bench.stops.kills import killed
from bench.stops.writers import many_writers

HEAD = """# Reliability

Printed by `python -m bench.hardstops --number {number} --write docs/reliability.md`; `make test` runs a short round.

Each line is one kind of mishap, tried at random moments on a copy of a small store with three imports. After each, one
further command opened the store. *Old* and *new*: it held exactly the state before or after the command; *refused*: the
command or the opening ended with a message that says what to do. *Wrong* would be anything else: a torn state, a lost
acknowledged change, a traceback, a file that no import names, or, after `kg forget`, one byte of what was to go.

"""


def run(made: Made, number: int, chance: random.Random) -> dict[str, Counter[str]]:
    """So many mishaps: four kills of each command for each other mishap."""
    share = max(1, number * 4 // (4 * len(ACTIONS) + len(CONDITIONS)))
    mishaps = {f"killed: {a}": (partial(killed, made, a, chance), share) for a in ACTIONS}
    mishaps |= {name: (partial(c, made, chance), max(1, share // 4)) for name, c in CONDITIONS.items()}
    return {name: Counter(_outcome(m) for _ in range(times)) for name, (m, times) in mishaps.items()}


def _outcome(mishap: Callable[[], str]) -> str:
    try:
        return mishap()
    except Broken as broken:
        print(f"WRONG: {broken}", flush=True)
        return "wrong"


def table(found: dict[str, Counter[str]]) -> str:
    lines = ["| mishap | times | old | new | refused | wrong |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for name, outcomes in found.items():
        cells = " | ".join(str(outcomes[o]) for o in ("old", "new", "refused", "wrong"))
        lines.append(f"| {name} | {sum(outcomes.values())} | {cells} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.hardstops", description=__doc__)
    parser.add_argument("--number", type=int, default=1_000, help="how many mishaps (default: 1,000)")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    parser.add_argument(
        "--writers", type=int, metavar="N", help="only let so many accept at once, a fifth of them killed"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table there, as Markdown")
    args = parser.parse_args()
    started = time.monotonic()
    with keeping(), tempfile.TemporaryDirectory(prefix="kg-stops-") as folder:
        made = make(Path(folder))
        if args.writers:
            print(dict(many_writers(made, args.writers, args.writers // 5, random.Random(args.seed))))
            return
        found = run(made, args.number, random.Random(args.seed))
    text = f"{table(found)}\n\nSeed {args.seed}, {(time.monotonic() - started) / 60:.0f} minutes. {machine()}\n"
    print(text)
    if args.write:
        args.write.write_text(HEAD.format(number=args.number) + text, encoding="utf-8")
    raise SystemExit(1 if any(o["wrong"] for o in found.values()) else 0)


if __name__ == "__main__":
    main()
