"""What lies at a path of a clinic: a page, a redirect or nothing. All faces share the decision."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.encoding import escape_uri_path
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from clinic_cms.models import ConditionPage
from clinic_cms.models.base_page import readable_page
from clinic_cms.serving.clinic_sites import ClinicSite
from clinic_cms.serving.compiled import article_row
from clinic_cms.serving.context import ClinicContext
from clinic_cms.serving.earlier_urls import current_path, path_above_removed
from clinic_cms.serving.navigation import tail_of
from clinic_cms.serving.shown_articles import published
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


def find_article(visit: Visit, slug: str) -> ConditionPage | None:
    """Return the article of a slug that a clinic shows in a locale, perhaps withheld from it.

    No query where this process knows the clinic and the article.
    """
    rows = (row for row in published(visit.clinic) if row["locale_id"] == visit.locale.id)
    row = next((row for row in rows if row["slug"] == slug), None)
    return article_row(row["id"], row["saved_at"]) if row else None


def _route(request: HttpRequest, visit: Visit) -> RouteResult | None:
    """Find the page at a path as menu and lists know it, or else by walking the page tree."""
    components = [part for part in visit.tail.split("/") if part]
    if not components:
        return visit.locale.home.route(request, [])
    navigation = ClinicContext(visit).navigation
    *above, slug = components
    if navigation.index is not None and tail_of(navigation.index["url_path"]) == "/".join(above):
        article = find_article(visit, slug)
        return RouteResult(article) if article else None
    pk = navigation.pages_by_tail.get("/".join(components))
    page = readable_page(pk) if pk else None
    try:
        if page is not None:
            return page.route(request, [])
        return visit.locale.home.route(request, components)
    except Http404:
        return None
