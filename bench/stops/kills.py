"""A command killed at a random time, or at one of its calls that change files."""

import os
import random
import signal
import sys
from pathlib import Path
from typing import Any

from bench.stops import ACTIONS, Made, judge, process_of

CHANGES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree"}
MOST_CALLS = 28
"""More than any of the commands makes; a higher number than it makes kills nothing."""


def killed(made: Made, action: str, chance: random.Random) -> str:
    """Kill the command, open the store, and say what it holds."""
    if chance.random() < 0.5:
        return killed_at(made, action, chance.randrange(1, MOST_CALLS))
    return _killed(made, action, 0, made.seconds[action] * chance.uniform(0, 1.3))


def killed_at(made: Made, action: str, call: int) -> str:
    """Kill the command at its call of that number."""
    return _killed(made, action, call, 60)


def _killed(made: Made, action: str, call: int, seconds: float) -> str:
    store = made.copy()
    process = process_of(_act, action, store, made.files, call)
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    return judge(made, action, store)


def _act(action: str, store: Path, files: Path, at: int) -> None:
    if at:
        _kill_at(at, str(store.parent))
    ACTIONS[action](store, files)


def _kill_at(number: int, folder: str) -> None:
    left = number

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event not in CHANGES or not str(arguments[0]).startswith(folder):
            return
        if (event == "open" and arguments[1] in ("r", "rb")) or (event == "open" and not arguments[2] & os.O_ACCMODE):
            return
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
