"""Rules for keeping responses: pages and the API each have theirs."""

from typing import Protocol

from django.http import HttpResponse

from clinic_cms.serving.response_cache.lookup import Request
from clinic_cms.serving.response_cache.representation import Representation
from clinic_cms.serving.visit import ClinicRequest


class CacheRules(Protocol):
    """Which requests may share a kept response, and what each of them gets besides."""

    def covers(self, request: ClinicRequest) -> bool:
        """Whether a request is one of these."""

    def refuse(self, request: ClinicRequest) -> HttpResponse | None:
        """Return the response to a request that is not read any further."""

    def asked(self, request: ClinicRequest) -> Request | None:
        """Return what a request asks for; None where its response is for it alone."""

    def complete(
        self, request: ClinicRequest, response: HttpResponse, kept: Representation | None
    ) -> HttpResponse:
        """Return a response with what is for its request alone; `kept` is what it was made from."""


_rules: list[CacheRules] = []


def register_cache_rules(rules: CacheRules) -> CacheRules:
    """Add rules; they are asked before those that were there."""
    if rules not in _rules:
        _rules.insert(0, rules)
    return rules


def rules_for(request: ClinicRequest) -> CacheRules:
    """Return the rules for a request."""
    return next(rules for rules in _rules if rules.covers(request))


def set_length(request: ClinicRequest, response: HttpResponse) -> None:
    """Set `Content-Length`; a HEAD gets that of the content that it does not get.

    A 304 has none: clients wait for as many bytes as it names (RFC 9110, 8.6).
    """
    if response.status_code != 304:
        response.headers.setdefault("Content-Length", str(len(response.content)))
    if request.method == "HEAD":
        response.content = b""
