"""Where every test is to run, a test that was skipped for no accepted reason turns the run red.

`make test` installs all that the tests need and says so by KG_EVERY_TEST; without it a missing program only skips.
"""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kg.commands.proposals import Where

ACCEPTED = (
    "W3C_SUITES",  # the official suites lie beside the repository only where their folder is named
    "this system has no",  # a wall of the kernel that this machine's kernel does not build
    "POSIX",
)
"""What the reason of an accepted skip holds."""
_unaccepted: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2]
        if not any(accepted in reason for accepted in ACCEPTED):
            _unaccepted.append(f"{report.nodeid}: {reason}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _unaccepted and os.environ.get("KG_EVERY_TEST") and not hasattr(session.config, "workerinput"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _unaccepted and os.environ.get("KG_EVERY_TEST"):
        terminalreporter.section("skipped without an accepted reason")
        for line in _unaccepted:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def naapurila(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workbook of Naapurila, and the store into which it was imported."""
    from planner_files import run, workbook

    folder = tmp_path_factory.mktemp("naapurila")
    run(folder / "store", workbook(folder / "naapurila.xlsx"))
    return folder


@pytest.fixture
def where(naapurila: Path, tmp_path: Path) -> "Where":
    """Naapurila in a store of the test's own."""
    from kg.commands.proposals import Where

    shutil.copytree(naapurila, tmp_path / "copy")
    return Where("naapurila", tmp_path / "copy" / "store")
