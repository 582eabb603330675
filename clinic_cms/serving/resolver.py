"""What lies at a path of a clinic: the decisions that all faces share."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.encoding import escape_uri_path
from wagtail.url_routing import RouteResult

from clinic_cms.models import ConditionPage
from clinic_cms.serving.clinic_sites import ClinicSite, origin
from clinic_cms.serving.visit import Visit


@dataclass(frozen=True)
class PageFound:
    """A page, which may still be withheld from this clinic once it is filled."""

    visit: Visit
    route: RouteResult


@dataclass(frozen=True)
class Moved:
    """The page lies at another path: with a slash at its end."""

    path: str
    """Percent-encoded, without a query."""


@dataclass(frozen=True)
class Gone:
    """The clinic is retired: none of its pages comes back."""


@dataclass(frozen=True)
class NotFound:
    """No page lies there."""


Resolution = PageFound | Moved | Gone | NotFound


def canonical_url(clinic: ClinicSite, host: str, path: str) -> str | None:
    """Return where one of a clinic's other hosts redirects a path, which may have a query.

    None on the canonical host itself.
    """
    return None if host == clinic.host else origin().of(clinic.host) + path


def resolve(request: HttpRequest, clinic: ClinicSite, visit: Visit | None, path: str) -> Resolution:
    """Return what lies at a path of a clinic's canonical host.

    `visit` is what `begin_visit` made of the same path.
    """
    if clinic.clinic.retired_at is not None:
        return Gone()
    route = _route(request, visit) if visit else None
    if visit is None or route is None:
        return NotFound()
    if not path.endswith("/"):
        # Two slashes at the front would name another host (RFC 3986, 4.2).
        return Moved(f"/{escape_uri_path(path.lstrip('/'))}/")
    return PageFound(visit, route)


def _route(request: HttpRequest, visit: Visit) -> RouteResult | None:
    components = [part for part in visit.tail.split("/") if part]
    # No slug contains a NUL, and PostgreSQL refuses to compare with one.
    if "\0" in visit.tail:
        return None
    try:
        return visit.locale.home.route(request, components)
    except Http404:
        return None


def find_article(visit: Visit, slug: str) -> ConditionPage | None:
    """Return the article of a slug that a clinic shows in a locale. One query."""
    if "\0" in slug:
        return None
    served = ConditionPage.objects.served(visit.clinic.clinic, visit.locale.id)
    # Two rows at most, an own one and a master: quicker to order here than in the database.
    articles = sorted(served.filter(slug=slug).order_by(), key=lambda article: article.is_master)
    return articles[0] if articles else None
