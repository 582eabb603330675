"""URLs of pages as Wagtail itself asks for them: "view live", listings, previews.

Wagtail finds a page's URL through cached root paths of all Sites, linear in clinics, and reverses
`wagtail_serve`, which we do not have. A plain, non-specific Page never reaches a method of our page
models, so `Page.get_url_parts` is wrapped once, in `ready()`: the one wrap that the design allows.
"""

from collections.abc import Iterable
from functools import wraps
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject, Substr
from wagtail.models import Page
from wagtail.query import PageQuerySet

from clinic_cms.models import ClinicHost, ClinicLocale, ClinicOwnedPage, LibraryPage
from clinic_cms.models.base_page import HOME_PATH_LENGTH
from clinic_cms.routing import path_of
from clinic_cms.serving.clinic_sites import origin
from clinic_cms.serving.navigation import tail_of

UrlParts = tuple[int, str | None, str | None]
ADDRESS = "_clinic_cms_address"
"""The attribute of a listed page that keeps where its clinic lives."""


class Address(NamedTuple):
    """Where one locale of a clinic is served."""

    site_id: int
    host: str | None
    locale: str
    default_locale: str


def read_addresses(pages: Iterable[Page]) -> None:
    """Read at once what the URLs of many pages are made of. One query, and none for each URL."""
    pages = [*pages]
    found = _addresses({page.path[:HOME_PATH_LENGTH] for page in pages})
    for page in pages:
        setattr(page, ADDRESS, found.get(page.path[:HOME_PATH_LENGTH]))


def with_addresses(pages: PageQuerySet) -> PageQuerySet:
    """Let a query read it too, where no one holds its pages before their URLs are printed."""
    home = Substr(OuterRef("path"), 1, HOME_PATH_LENGTH)
    address = ClinicLocale.objects.filter(home__path=home).values(
        address=JSONObject(
            site_id="clinic__site_id",
            host=Subquery(_canonical_hosts()),
            locale="locale__language_code",
            default_locale="clinic__default_locale__language_code",
        )
    )
    return pages.annotate(**{ADDRESS: Subquery(address[:1])})


def clinic_url_parts(page: Page) -> UrlParts | None:
    """Return (site id, root URL, path) of a page in a clinic's tree; None elsewhere.

    One query, unless `read_addresses` has read the page's.
    """
    if not hasattr(page, ADDRESS):
        home = page.path[:HOME_PATH_LENGTH]
        address = _addresses({home}).get(home)
    else:
        address = getattr(page, ADDRESS)
    if isinstance(address, dict):
        address = Address(**address)
    if address is None or address.host is None:
        return None
    path = path_of(address.locale, address.default_locale, tail_of(page.url_path))
    return address.site_id, origin().of(address.host), path


def _addresses(homes: set[str]) -> dict[str, Address]:
    """Return the addresses of homes by their tree paths."""
    rows = ClinicLocale.objects.filter(home__path__in=homes).values_list(
        "home__path",
        "clinic__site_id",
        Subquery(_canonical_hosts()),
        "locale__language_code",
        "clinic__default_locale__language_code",
    )
    return {home: Address(*values) for home, *values in rows}


def _canonical_hosts() -> QuerySet[Any]:
    hosts = ClinicHost.objects.filter(clinic=OuterRef("clinic"), is_canonical=True)
    return hosts.values("hostname")[:1]


def make_urls_by_routing() -> None:
    """Wrap `Page.get_url_parts` so that our pages' URLs come from `routing`. Idempotent."""
    original = Page.get_url_parts
    if getattr(original, "by_routing", False):
        return

    @wraps(original)
    def get_url_parts(self: Page, request: Any = None) -> UrlParts | None:
        model = self.specific_class
        if model and issubclass(model, ClinicOwnedPage | LibraryPage):
            return clinic_url_parts(self)
        if self.is_root():
            return None  # No site serves it; Wagtail goes through all sites to find that out.
        return original(self, request)

    get_url_parts.by_routing = True  # type: ignore[attr-defined]
    Page.get_url_parts = get_url_parts
