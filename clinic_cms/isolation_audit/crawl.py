"""Requests every route with the other clinic's ids, and looks what comes back and what changes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.urls import reverse

from clinic_cms.conf import get_settings
from clinic_cms.isolation_audit.addresses import json_body, urls, urls_of_forms
from clinic_cms.isolation_audit.audited_clinic import AuditedClinic
from clinic_cms.isolation_audit.findings import Report, Request
from clinic_cms.isolation_audit.forgery import Filled, PageForms
from clinic_cms.isolation_audit.parameters import MODELS, assignments
from clinic_cms.isolation_audit.routes import Route
from clinic_cms.isolation_audit.rows import RowGuard
from clinic_cms.isolation_audit.stored_files import StoredFiles
from clinic_cms.isolation_audit.visitor import SESSIONS, Received, Visitor

MOST_KEYS, ALL_KEYS = 4, 1000
"""How many rows of each model are named: of the other clinic's, and by the agency."""
EDITED, OPENED = 8, 1
"""Of how many of one's own rows of each model forms are sent: to edit them, and all others."""
OTHER_METHODS = ("HEAD", "POST", "PUT", "PATCH", "DELETE")
REFUSED = (HTTPStatus.FOUND, HTTPStatus.FORBIDDEN)
"""How the admin answers those who may not open a page: with one to which they may go, or this."""
DELIVERY = "clinic_cms:delivery:"
"""The delivery API publishes each clinic's live pages, on every host."""
FILES = ("wagtaildocs_serve", "")
"""Views that serve the files of live pages, on their clinic's hosts and the network's."""


@dataclass(frozen=True)
class Person:
    """Who sends requests: someone who is signed in, a program with a token, or anyone."""

    role: str
    user: User | None = None
    token: str = ""

    def may_differ_on(self, route: Route) -> bool:
        """Whether a route may answer this person as it answers no one else."""
        if route.view_name.startswith(DELIVERY):
            return self.user is None
        return route.is_api or not self.token

    def sends_json_to(self, route: Route) -> bool:
        """Whether a route takes what programs write: the authoring API, and the admin's own."""
        is_written = route.is_api and not route.view_name.startswith(DELIVERY)
        return is_written and bool(self.user or self.token)


class Crawl:
    """The requests of one audit, in an install with two clinics."""

    def __init__(self, own: AuditedClinic, other: AuditedClinic, report: Report) -> None:
        self.own, self.other, self.report = own, other, report
        self._rows = RowGuard(other.keys, other.canaries)
        self._files = StoredFiles()
        self._visitors: dict[tuple[str, str], Visitor] = {}
        self._admin = reverse("wagtailadmin_home")
        self._hosts = {
            "own": own.host,
            "network": get_settings().NETWORK_HOSTS[0],
            "other": other.host,
        }
        self._keys = {
            name: keys[0] for name, model in MODELS.items() if (keys := other.all_keys(model))
        }
        """What a body may hold: the other clinic's ids by the names of parameters."""

    def as_agency(self, routes: Iterable[Route]) -> set[str]:
        """Request everything as the agency, and return which of the other's canaries it saw."""
        model: Any = get_user_model()
        user = model.objects.create_superuser("agency", "agency@agency.example", "agency")
        seen: set[str] = set()
        for host in ("network", "other"):
            visitor = Visitor(self._hosts[host], user)
            for route in routes:
                if host == "network" or self._is_public(route):
                    for url in urls(route, self.other, self.other, most=ALL_KEYS):
                        received = self._send(visitor, "GET", url)
                        for part in received.parts.values():
                            seen |= self.other.canaries.within(part)
        return seen

    def as_person(self, person: Person, route: Route) -> None:
        """Request a route as one of the own clinic's people, as its program, or as anyone."""
        if not person.may_differ_on(route):
            return
        for host in self._hosts:
            visitor = self._visitor(host, person)
            request = Request(route.label, "GET", person.role, host, "")
            self._name_foreign_rows(visitor, request, route)
            if host == "network" and person.sends_json_to(route):
                self._send_json(visitor, request, route)
            if host != "other" and person.user is not None:
                self._post_forms(visitor, replace(request, method="POST"), route)

    def _name_foreign_rows(self, visitor: Visitor, request: Request, route: Route) -> None:
        """Name the other's rows in URLs, by all methods, and in queries and bodies."""
        is_refused = False
        for url in urls(route, self.own, self.other, most=MOST_KEYS):
            sent = replace(request, url=url)
            if "?" in url:
                if request.host == "own" and not is_refused:
                    self._try(visitor, sent, route)
                continue
            is_refused = self._try(visitor, sent, route).status in REFUSED
            for method in OTHER_METHODS:
                self._try(visitor, replace(sent, method=method), route)
            with_keys = replace(sent, method="POST", forged="ids in the body")
            self._try(visitor, with_keys, route, self._keys)

    def _visitor(self, host: str, person: Person) -> Visitor:
        key = host, person.role
        if key not in self._visitors:
            self._visitors[key] = Visitor(self._hosts[host], person.user, person.token)
        return self._visitors[key]

    def _send_json(self, visitor: Visitor, request: Request, route: Route) -> None:
        """Copy, move and change the other's rows into one's own and their own, and the reverse."""
        foreign = assignments(route, self.own, self.other, most=1)
        sent = [
            (route.path(values), clinic) for values in foreign for clinic in (self.own, self.other)
        ]
        own = assignments(route, self.own, self.own, most=1)
        sent += [(route.path(values), self.other) for values in own]
        for url, clinic in sent:
            for method in ("POST", "PUT", "PATCH"):
                named = replace(request, url=url, method=method, forged="ids in JSON")
                self._try(visitor, named, route, json_body(clinic), is_json=True)

    def _post_forms(self, visitor: Visitor, request: Request, route: Route) -> None:
        """Send the forms of one's own pages, with the other's ids in the fields or in the URL."""
        foreign = [*urls_of_forms(route, self.other, most=1)]
        most = EDITED if route.view_name.endswith(":edit") else OPENED
        for url in urls_of_forms(route, self.own, most=most):
            sent = self._forms(visitor, url, forged=request.host == "own")
            for form in sent:
                address = form.action or url
                self._try(
                    visitor, replace(request, url=address, forged=form.forged), route, form.data
                )
            for address in foreign:
                for form in sent[:1]:
                    own_form = replace(request, url=address, forged="own form")
                    self._try(visitor, own_form, route, form.data)

    def _forms(self, visitor: Visitor, url: str, *, forged: bool) -> list[Filled]:
        """Return what can be sent of the forms of a page."""
        sent: list[Filled] = []

        def inspect(received: Received) -> None:
            if received.status == 200 and received.html:
                forms = PageForms(received.html, received.context, self.other)
                sent.extend(forms.unchanged())
                sent.extend(forms.forged() if forged else ())

        self._send(visitor, "GET", url, inspect)
        return sent

    def _send(
        self,
        visitor: Visitor,
        method: str,
        url: str,
        inspect: Callable[[Received], None] | None = None,
    ) -> Received:
        self.report.requests += 1
        return visitor.send(method, url, inspect=inspect)

    def _try(
        self,
        visitor: Visitor,
        request: Request,
        route: Route,
        data: Any = None,
        *,
        is_json: bool = False,
    ) -> Received:
        """Send a request, and report what it brings to light."""
        changed: list[str] = []

        def inspect(received: Received) -> None:
            changed.extend(self._rows.changes(received.written))

        self.report.requests += 1
        received = visitor.send(request.method, request.url, data, is_json=is_json, inspect=inspect)
        if received.written - {SESSIONS}:
            changed.extend(self._files.restore(self.other.canaries))
        if received.error:
            self.report.errors.setdefault(f"{request.method} {request.route}", received.error)
        seen = self._seen(received, request.url, visitor.host, str(data or ""))
        if self._publishes(route, request.host):
            seen = {token: seen[token] for token in seen.keys() & self.other.canaries.private}
        places = {self.other.canaries.places[token]: where for token, where in seen.items()}
        self.report.add(request, seen=places, changed=changed)
        return received

    def _seen(self, received: Received, *sent: str) -> dict[str, str]:
        """Return where each canary stands that was not in the request itself."""
        canaries = self.other.canaries
        echoed = canaries.within("\n".join(sent).encode())
        return {
            token: where
            for where, part in received.parts.items()
            for token in canaries.within(part) - echoed
        }

    def _publishes(self, route: Route, host: str) -> bool:
        """Whether everybody may read there what the other clinic has published."""
        if route.view_name.startswith(DELIVERY):
            return True
        return host != "own" and self._is_public(route)

    def _is_public(self, route: Route) -> bool:
        """Whether a route serves pages, their files or an API, and not the admin."""
        is_ours = route.view_name.startswith("clinic_cms:") or route.view_name in FILES
        return is_ours and not route.template.startswith(self._admin)
