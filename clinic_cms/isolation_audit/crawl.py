"""Requests every route with the other clinic's ids, and looks what comes back."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from clinic_cms.conf import get_settings
from clinic_cms.isolation_audit.canaries import WORD
from clinic_cms.isolation_audit.clinics import AuditedClinic
from clinic_cms.isolation_audit.findings import Report, Request
from clinic_cms.isolation_audit.parameters import assignments
from clinic_cms.isolation_audit.roles import clinic_roles
from clinic_cms.isolation_audit.routes import Route
from clinic_cms.isolation_audit.rows import RowGuard
from clinic_cms.isolation_audit.visitor import Sent, Visitor

MOST_KEYS = 4
"""How many rows of each model are named, of the other clinic's; the agency names all."""
PUBLIC = "clinic_cms:delivery:"
"""The delivery API publishes each clinic's live pages on every host."""
AGENCY, ANONYMOUS = "agency", "anonymous"


@dataclass
class Crawl:
    """The requests of one audit, in an install with two clinics."""

    own: AuditedClinic
    other: AuditedClinic
    routes: Sequence[Route]
    report: Report

    def __post_init__(self) -> None:
        self.guard = RowGuard(self.other.keys, self.other.canaries)
        self.hosts = {
            "own": self.own.host,
            "network": get_settings().NETWORK_HOSTS[0],
            "other": self.other.host,
        }
        self._anonymous = {name: Visitor(host) for name, host in self.hosts.items()}

    def as_agency(self) -> set[str]:
        """Request everything as the agency, and return which of the other's canaries it saw."""
        model: Any = get_user_model()
        user = model.objects.create_superuser("agency", "agency@agency.example", "agency")
        visitor = Visitor(self.hosts["network"], user)
        seen: set[str] = set()
        for route in self.routes:
            for url in self.urls(route, self.other, self.other, most=1000):
                sent = self._get(visitor, url)
                for part in sent.parts.values():
                    seen |= self.other.canaries.within(part)
        return seen

    def as_role(self, role: str, user: User | None) -> None:
        """Request everything as one of the own clinic's people."""
        for host, name in self.hosts.items():
            visitor = Visitor(name, user)
            for route in self.routes:
                for url in self.urls(route, self.own, self.other, most=MOST_KEYS):
                    self._try(visitor, Request(route.label, "GET", role, host, url), route)

    def urls(
        self, route: Route, own: AuditedClinic, other: AuditedClinic, *, most: int
    ) -> Iterator[str]:
        """Yield URLs of a route that name what is the other clinic's, in the path or the query."""
        for values in assignments(route, own, other, most=most):
            path = route.path(values)
            yield path
        for query in queries(route, other, most):
            yield f"{path}?{query}"

    def _get(self, visitor: Visitor, url: str) -> Sent:
        self.report.requests += 1
        return visitor.send("GET", url)

    def _try(self, visitor: Visitor, request: Request, route: Route) -> None:
        changed: list[str] = []
        self.report.requests += 1
        sent = visitor.send(
            request.method,
            request.url,
            inspect=lambda sent: changed.extend(self.guard.changes(sent.written)),
        )
        if sent.error:
            self.report.errors.setdefault(f"{request.method} {request.route}", sent.error)
        seen = self._seen(sent, request.url, visitor.host)
        if seen and not self._is_public(request, route, {*seen}):
            places = {self.other.canaries.places[token]: where for token, where in seen.items()}
            self.report.add(request, seen=places, changed=changed)
        elif changed:
            self.report.add(request, changed=changed)

    def _seen(self, sent: Sent, *sent_texts: str) -> dict[str, str]:
        """Return where each canary stands that was not in the request itself."""
        canaries = self.other.canaries
        echoed = canaries.within("\n".join(sent_texts).encode())
        return {
            token: where
            for where, part in sent.parts.items()
            for token in canaries.within(part) - echoed
        }

    def _is_public(self, request: Request, route: Route, tokens: set[str]) -> bool:
        """Whether all of it is published: patients read it there, on the clinic's own host."""
        if request.host == "own" and not route.view_name.startswith(PUBLIC):
            return False
        sent = self._anonymous[request.host].send("GET", request.url)
        return tokens <= {*self._seen(sent)} and tokens <= self.published

    @property
    def published(self) -> set[str]:
        """The canaries of the other clinic's that patients read on its host."""
        if not hasattr(self, "_published"):
            self._published: set[str] = set()
            for path in self.other.page_paths():
                sent = self._anonymous["other"].send("GET", f"/{path}")
                self._published |= self.other.canaries.within(sent.parts["body"])
        return self._published


def queries(route: Route, other: AuditedClinic, most: int) -> Iterator[str]:
    """Yield queries for a route: searches, exports, and the keys that it may take there."""
    if route.parameters and "action" not in route.parameters:
        return
    yield f"q={WORD}&term={WORD.lower()[:4]}"
    yield "export=csv"
    names = {
        "id": (Page, get_image_model(), get_document_model(), get_user_model()),
        "collection_id": (other.clinic.collection.__class__,),
        "child_of": (Page,),
        "parent": (Page,),
    }
    for name, models in names.items():
        for model in models:
            for key in other.all_keys(model)[:1]:
                yield f"{name}={key}"
