"""URLs of pages as Wagtail itself asks for them: "view live", listings, previews.

Wagtail finds a page's URL through cached root paths of all Sites, linear in clinics, and reverses
`wagtail_serve`, which we do not have. A plain, non-specific Page never reaches a method of our page
models, so `Page.get_url_parts` is wrapped once, in `ready()`: the one wrap that the design allows.
"""

from functools import wraps
from typing import Any

from django.db.models import OuterRef, Subquery
from wagtail.models import Page

from clinic_cms.models import ClinicHost, ClinicLocale, ClinicOwnedPage, LibraryPage
from clinic_cms.models.base_page import HOME_PATH_LENGTH
from clinic_cms.routing import path_of
from clinic_cms.serving.clinic_sites import origin
from clinic_cms.serving.navigation import tail_of

UrlParts = tuple[int, str | None, str | None]


def clinic_url_parts(page: Page) -> UrlParts | None:
    """Return (site id, root URL, path) of a page in a clinic's tree; None elsewhere. One query."""
    canonical = ClinicHost.objects.filter(clinic=OuterRef("clinic"), is_canonical=True)
    row = (
        ClinicLocale.objects.filter(home__path=page.path[:HOME_PATH_LENGTH])
        .values_list(
            "clinic__site_id",
            Subquery(canonical.values("hostname")[:1]),
            "locale__language_code",
            "clinic__default_locale__language_code",
        )
        .first()
    )
    if row is None or row[1] is None:
        return None
    site_id, host, locale, default_locale = row
    return site_id, origin().of(host), path_of(locale, default_locale, tail_of(page.url_path))


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
        return original(self, request)

    get_url_parts.by_routing = True  # type: ignore[attr-defined]
    Page.get_url_parts = get_url_parts
