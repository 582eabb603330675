"""Runs the tests of each removal with the part removed; a plugin of pytest's.

`python -m tests.isolation_audit`, or with words that the names of removals hold. All tests run once
with nothing but the guard removed: those that fail are the guard's. Then each removal gets a
process of its own, with the test database as it is: only a copy of the memory loses the part.
"""

import os
import sys
from itertools import pairwise

import pytest
from django.db import connections

from clinic_cms.web import middleware
from tests.isolation_audit.removals import REMOVALS, Removal


class Removing:
    """Takes the place of pytest's own run of the tests."""

    def __init__(self, removals: list[Removal]) -> None:
        self.removals = removals
        self.failed: set[str] = set()
        self.survivors: list[str] = []
        self.guarded: set[str] = set()
        """The tests of the guard's: they fail without it, whatever else is there."""
        self.stops = False
        """Whether one failure is enough."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        middleware.refuse = lambda *_arguments: None
        self.run(session.items, session)
        self.guarded = {*self.failed}
        for removal in self.removals:
            found = self.tests_of(removal, session)
            sys.stdout.flush()
            child = os.fork()
            if child == 0:
                survives = True
                try:
                    survives = self.survives(removal, found, session)
                finally:
                    # What cannot be removed counts as survivor.
                    os._exit(survives)
            if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
                self.survivors.append(removal.what)
        return True

    def tests_of(self, removal: Removal, session: pytest.Session) -> list[pytest.Item]:
        """The tests of a removal that pass without the guard while nothing else is removed."""
        named = [item for item in session.items if item.nodeid.startswith(removal.tests)]
        return [item for item in named if item.nodeid not in self.guarded]

    def survives(self, removal: Removal, items: list[pytest.Item], session: pytest.Session) -> bool:
        """Whether all tests pass without the part; in the process that loses it."""
        connections.close_all()
        self.stops = True
        self.failed = set()
        plugins = session.config.pluginmanager
        plugins.unregister(plugins.get_plugin("terminalreporter"))
        removal.remove()
        self.run(items, session)
        return not self.failed

    def run(self, items: list[pytest.Item], session: pytest.Session) -> None:
        # With the session as the last one's next, the test database stays.
        for item, following in pairwise([*items, session]):
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed and self.stops:
                return


def main(words: list[str]) -> int:
    """Report the removals that no test notices; the exit status is 1 if there are any."""
    chosen = [each for each in REMOVALS if all(word in each.what for word in words)]
    files = sorted({test.partition("[")[0] for each in chosen for test in each.tests})
    removing = Removing(chosen)
    status = pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", *files], [removing])
    for name in removing.survivors:
        sys.stdout.write(f"survives: {name}\n")
    sys.stdout.write(f"{len(chosen)} removed, {len(removing.survivors)} survive\n")
    return 1 if removing.survivors or status > pytest.ExitCode.TESTS_FAILED else 0
