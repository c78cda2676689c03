"""Print the benchmark: `python -m bench [--sizes 1 5 30 309] [--only overlaps prune dense check] [--folder DIR]`.

All engines get the same data in the same run, and their answers are compared. Times of `kg` are whole commands, start
and load included; times of peers are given with and without their load.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, RdfFormat

from bench.checks import checks
from bench.cities import GRAPH, write_cities
from bench.densely import dense
from bench.measure import Measurement, machine
from bench.overlaps import overlaps
from bench.prune import prune
from bench.table import table

HEAD = """# Benchmark

Printed by `python -m bench --sizes 1 5 30 309 --write docs/benchmark.md`; `make bench` prints it at 1, 5 and 30.
All engines get the same made-up municipalities in the same run. Times are seconds; those of whole commands hold start
and load. *Same* tells whether the answers were those of `kg`. The exponent is the slope between the two largest sizes:
1 is linear.

"""
TASKS = {"overlaps": overlaps, "prune": prune, "dense": dense, "check": checks}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 5, 30], help="municipalities (default: 1 5 30)")
    parser.add_argument("--only", choices=list(TASKS), nargs="+", default=list(TASKS))
    parser.add_argument("--folder", type=Path, help="where data are kept between runs (default: a temporary folder)")
    parser.add_argument("--write", type=Path, help="write the table there too, as Markdown")
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp(prefix="kg-bench-"))
    try:
        found = list(measured(args.sizes, args.only, folder))
    finally:
        if not args.folder:
            shutil.rmtree(folder)
    made = f"{table(found)}\n{machine()}\n"
    print(made)
    if args.write:
        args.write.write_text(HEAD + made, encoding="utf-8")


def measured(sizes: list[int], tasks: list[str], folder: Path) -> Iterator[Measurement]:
    for cities in sizes:
        place = folder / str(cities)
        prepare(place, cities)
        for task in tasks:
            for one in TASKS[task](place, cities):
                print(f"{one.task:10} {one.engine:40} {one.cities:5} {one.seconds:10.3f} s  {one.answers}", flush=True)
                yield one


def prepare(place: Path, cities: int) -> None:
    """The data as N-Triples and as a store on disk, and what a peer must have: the data with what follows from them."""
    from kg.pipeline import open_data
    from kg.store import EmbeddedStore

    if (place / "closed.nt").exists():
        return
    place.mkdir(parents=True, exist_ok=True)
    write_cities(place / "data.nt", cities)
    store = EmbeddedStore(place / "store")
    store.load_file(place / "data.nt", GRAPH)
    store.flush()
    del store
    closed = open_data("bench", store=place / "store").store
    assert isinstance(closed, EmbeddedStore)
    closed.engine.dump(place / "closed.nt", RdfFormat.N_TRIPLES, from_graph=DefaultGraph())


if __name__ == "__main__":
    main()
