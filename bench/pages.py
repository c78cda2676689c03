"""Print how fast the explorer's pages are: `python -m bench.pages [--cities 309]`; without `--cities` on Helsinki.

Each page is loaded whole in Chromium, scripts and styles included, until the page has been run to its end: once as its
first visitor, then three times more. A page counts only when its heading stands there and no error does.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from bench.__main__ import prepare
from bench.cities import BASE, one_city
from bench.measure import machine
from kg.explorer.pages import PAGES
from kg.store import EmbeddedStore

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from explorer_server import browsing, open_page, serving

AGAIN = 3
BENCH_CARD = "bench/network/C0007-V05"
CARDS = {"helsinki": "helsinki/agency/city-executive-office", "bench": BENCH_CARD, "c0007": BENCH_CARD}
STATED = {"ask": "?q=Kuka+vastaa+turvallisuussuunnittelusta%3F", "thing": "?id={card}"}


@dataclass
class Visit:
    page: str
    first: float
    again: float


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--cities", type=int, help="made-up municipalities in one graph instead of Helsinki")
    parser.add_argument(
        "--apart", action="store_true", help="each a municipality of its own in one store, as imports are"
    )
    parser.add_argument("--folder", type=Path, help="where made-up data are kept between runs")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as made:
        place = (args.folder or Path(made)) / str(args.cities)
        if args.apart:
            place = place / "apart"
            write_apart(place / "store", args.cities)
        elif args.cities:
            prepare(place, args.cities)
        print("| page | first visitor, s | again, s |\n| --- | --- | --- |")
        data = "c0007" if args.apart else "bench" if args.cities else "helsinki"
        for visit in visits(place / "store", data):
            print(f"| {visit.page} | {visit.first:.2f} | {visit.again:.2f} |", flush=True)
    print(f"\n{machine()}")


def write_apart(store: Path, cities: int) -> None:
    """Each made-up municipality in a source graph of its own."""
    if store.exists():
        return
    store.parent.mkdir(parents=True, exist_ok=True)
    whole = EmbeddedStore(store)
    for number in range(cities):
        key = f"C{number:04}"
        graph = f"{BASE}graph/{key.lower()}/sheets"
        file = store.parent / "city.nt"
        file.write_text("".join(one_city(key, graph)), encoding="utf-8")
        whole.load_file(file, graph)
    whole.flush()


def visits(store: Path, data: str) -> Iterator[Visit]:
    with serving(store, data) as address, browsing() as browser:
        page = browser.new_page()
        yield Visit("(opening the data)", load(page, address, "/ohje"), load(page, address, "/ohje"))
        for name, path in ((p.name, p.path) for p in PAGES.values()):
            stated = f"/{path}" + STATED.get(name, "").format(card=CARDS[data])
            first = load(page, address, stated)
            yield Visit(name, first, statistics.median(load(page, address, stated) for _ in range(AGAIN)))


def load(page: Page, address: str, path: str) -> float:
    """Seconds until the page stands; raises where it shows an error instead."""
    before = time.monotonic()
    open_page(page, address, path, rest=0)
    taken = time.monotonic() - before
    if page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count():
        raise RuntimeError(f"{path} shows an error")
    return taken


if __name__ == "__main__":
    main()
