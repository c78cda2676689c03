"""Where every test is to run, a test that was skipped for no accepted reason turns the run red.

`make test` installs all that the tests need and says so by KG_EVERY_TEST; without it a missing program only skips.
"""

import os

import pytest

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
