"""The audit as a whole."""

import logging
import re
import time
from collections.abc import Callable

from clinic_cms.isolation_audit.building import build_clinics
from clinic_cms.isolation_audit.crawl import ANONYMOUS, Crawl
from clinic_cms.isolation_audit.findings import Report
from clinic_cms.isolation_audit.routes import all_routes


def audit(*, pattern: str = "") -> Report:
    """Audit the project, in the install that is set up; see `environment.throwaway_install`."""
    began = time.monotonic()
    logging.disable(logging.CRITICAL)
    try:
        own, other = build_clinics()
        routes = [route for route in all_routes() if re.search(pattern, route.label)]
        report = Report(canaries=len(other.canaries), routes=len(routes))
        crawl = Crawl(own, other, routes, report)
        seen = crawl.as_agency()
        report.seen_by_agency = len(seen)
        report.unseen_by_agency = sorted(
            f"{place} {token}" for token, place in other.canaries.places.items() if token not in seen
        )
        crawl.as_role(ANONYMOUS, None)
        for role, user in own.people.items():
            crawl.as_role(role, user)
    finally:
        logging.disable(logging.NOTSET)
    report.seconds = time.monotonic() - began
    return report
