"""What lies at a path of a clinic: a page, a redirect or nothing. All faces share the decision."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.encoding import escape_uri_path
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from clinic_cms.serving.clinic_sites import ClinicSite
from clinic_cms.serving.earlier_urls import current_path, path_above_removed
from clinic_cms.serving.visit import Visit


@dataclass(frozen=True)
class PageFound:
    """A page, which may still be withheld from this clinic once it is filled."""

    visit: Visit
    route: RouteResult


@dataclass(frozen=True)
class Moved:
    """The page lies at another path: with a slash at its end, or under the slug it has now."""

    path: str
    """Percent-encoded, without a query."""


@dataclass(frozen=True)
class Gone:
    """The clinic is retired: none of its pages comes back."""


@dataclass(frozen=True)
class NotFound:
    """No page lies there."""


Resolution = PageFound | Moved | Gone | NotFound


def resolve(request: HttpRequest, clinic: ClinicSite, visit: Visit | None, path: str) -> Resolution:
    """Return what lies at a path of a clinic's canonical host.

    `visit` is what `begin_visit` made of the same path.
    """
    if clinic.clinic.retired_at is not None:
        return Gone()
    if visit is None or "\0" in visit.tail:
        # No slug contains a NUL, and PostgreSQL refuses to compare with one.
        return NotFound()
    route = _route(request, visit)
    if route is None:
        moved = current_path(visit)
        return Moved(moved) if moved else NotFound()
    if not path.endswith("/"):
        # Two slashes at the front would name another host (RFC 3986, 4.2).
        return Moved(f"/{escape_uri_path(path.lstrip('/'))}/")
    return PageFound(visit, route)


def instead_of_withheld(visit: Visit, page: Page) -> Moved | NotFound:
    """Return what lies at the path of a page that was found, and then withheld. One query."""
    path = path_above_removed(visit, page)
    return Moved(path) if path else NotFound()


def _route(request: HttpRequest, visit: Visit) -> RouteResult | None:
    components = [part for part in visit.tail.split("/") if part]
    try:
        return visit.locale.home.route(request, components)
    except Http404:
        return None
