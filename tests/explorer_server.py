"""The explorer as `kg serve` runs it, in a process of its own on a free port; and a browser to look at it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
PATIENCE = 120.0


@contextmanager
def serving(store: Path, data: str = "helsinki") -> Iterator[str]:
    """A server that may be edited, with a store of its own, of that municipality; its address."""
    port = free_port()
    environment = {**os.environ, "KG_STORE": str(store)}
    command = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--editable", "--data", data]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        waited(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def waited(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended"
        try:
            if httpx.get(f"{address}/healthz", timeout=5).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer")


@contextmanager
def browsing() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


def open_page(page: Page, address: str, path: str, rest: int = 250) -> None:
    """Go to a path and wait until the page has been drawn."""
    page.goto(address + path, timeout=PATIENCE * 1000)
    settled(page, rest)


def settled(page: Page, rest: int = 250) -> None:
    """Wait until Streamlit has run the page to its end, and `rest` milliseconds for what scripts add to it."""
    page.wait_for_selector("h1", timeout=PATIENCE * 1000)
    drawn = "[data-testid=stApp][data-test-script-state=notRunning]"
    page.wait_for_selector(drawn, state="attached", timeout=PATIENCE * 1000)
    page.wait_for_timeout(rest)


def axe(page: Page) -> dict[str, Any]:
    """What axe-core finds on the page as it stands."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return found
