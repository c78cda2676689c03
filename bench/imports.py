"""Print how long large spreadsheets take: `python -m bench.imports [--networks 2000 20000] [--write FILE]`.

Each import is a whole `kg import` of one workbook into an empty store: reading, checking, structure shapes, writing.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from bench.measure import machine

ACTORS, AREAS = 2_000, 300
THEMES = ("liikenneturvallisuus", "arjen turvallisuus", "turvallisuuden tunne")
HEAD = """# Large imports

Printed by `python -m bench.imports --write docs/large-imports.md`. Made-up networks with 12 or 13 members each, one
workbook, an empty store. Seconds of the processor do not depend on what else the machine does; elapsed seconds do.

"""


def write_workbook(path: Path, networks: int) -> int:
    """A workbook of so many networks; returns the number of memberships."""
    chance = random.Random(1)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheets = {
        "toimijat": [["tunnus", "nimi", "laji"], *([f"O{i}", f"Toimija {i}", "yksikkö"] for i in range(ACTORS))],
        "alueet": [
            ["tunnus", "nimi", "taso", "osa"],
            ["A", "Suurkunta", "kunta", ""],
            *([f"A{i}", f"Alue {i}", "pienalue", "A"] for i in range(AREAS)),
        ],
    }
    for title, rows in sheets.items():
        page = book.add_worksheet(title)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    page = book.add_worksheet("verkostot")
    memberships = 0
    for number, cells in enumerate(_networks(chance, networks)):
        page.write_row(number, 0, cells)
        memberships += str(cells[5]).count(";") + 1 if number else 0
    book.close()
    return memberships


def _networks(chance: random.Random, number: int) -> Iterator[list[str | float]]:
    yield ["tunnus", "nimi", "alue", "teema", "koordinoija", "jäsenet", "kokouksia_vuodessa", "tunteja_kokouksessa"]
    for i in range(number):
        members = chance.sample(range(ACTORS), chance.choice((12, 13)))
        area, actor = chance.randrange(AREAS), chance.randrange(ACTORS)
        yield [
            f"V{i}", f"Verkosto {i}", f"A{area}", chance.choice(THEMES), f"O{actor}",
            "; ".join(f"O{m}" for m in members), 4, 1.5,
        ]  # fmt: skip


def measure(folder: Path, networks: int) -> str:
    """One row of the table."""
    path = folder / f"{networks}.xlsx"
    memberships = write_workbook(path, networks)
    store = folder / f"{networks}" / "store"
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "kg", "import", str(path), "--into", "suurkunta", "--store", str(store)]
    subprocess.run(command, check=True, capture_output=True)
    elapsed, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory = after.ru_maxrss / 1024
    return f"| {networks:,} | {memberships:,} | {used:.1f} | {elapsed:.1f} | {memory:,.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.imports", description=__doc__)
    parser.add_argument("--networks", type=int, nargs="+", default=[2_000, 20_000])
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table there too, as Markdown")
    args = parser.parse_args()
    lines = [
        "| networks | memberships | processor (s) | elapsed (s) | most memory (MiB) |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    with tempfile.TemporaryDirectory(prefix="kg-imports-") as folder:
        for networks in sorted(args.networks):
            lines.append(measure(Path(folder), networks))
            print(lines[-1], flush=True)
    made = "\n".join([*lines, "", machine(), ""])
    if args.write:
        args.write.write_text(HEAD + made, encoding="utf-8")
    else:
        print(made)


if __name__ == "__main__":
    main()
