"""The audit as a whole."""

import logging
import re
import time
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager

from clinic_cms.isolation_audit.building import build_clinics
from clinic_cms.isolation_audit.crawl import Crawl, Person
from clinic_cms.isolation_audit.findings import Report
from clinic_cms.isolation_audit.routes import Route, all_routes

Progress = Callable[[Sequence[Route]], Iterable[Route]]


def audit(
    *,
    pattern: str = "",
    sample: int | None = None,
    roles: Container[str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Audit the project, in the install that is set up; see `environment.throwaway_install`.

    `pattern` is a regular expression that paths of routes contain; `sample` is how many of these
    routes are requested, spread evenly over all of them. `roles` are those to sign in with, of
    which there are "owner" and others; None for all of them, and no one.
    """
    began = time.monotonic()
    routes = [route for route in all_routes() if re.search(pattern, route.label)]
    chosen = _spread(routes, sample)
    report = Report(routes=len(chosen), is_whole=not pattern and sample is None)
    with _quiet():
        own, other = build_clinics()
        report.unfilled = other.unfilled
        crawl = Crawl(own, other, report)
        if report.is_whole:
            listed = other.canaries.listed
            seen = crawl.as_agency(routes)
            report.canaries, report.seen_by_agency = len(listed), len(listed & seen)
            report.unseen_by_agency = [
                f"{other.canaries.places[token]} {token}" for token in sorted(listed - seen)
            ]
        people = [
            Person("anonymous"),
            *(Person(role, user) for role, user in own.people.items()),
            Person("owner's token", token=own.token),
        ]
        people = [person for person in people if roles is None or person.role in roles]
        for route in progress(chosen) if progress else chosen:
            for person in people:
                crawl.as_person(person, route)
    report.seconds = time.monotonic() - began
    return report


def _spread(routes: Sequence[Route], sample: int | None) -> Sequence[Route]:
    """Return so many of the routes, always the same ones and from everywhere among them."""
    if sample is None or sample >= len(routes):
        return routes
    return [routes[number * len(routes) // sample] for number in range(sample)]


@contextmanager
def _quiet() -> Iterator[None]:
    """Log nothing: thousands of requests are refused, and each is a warning of Django's."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
