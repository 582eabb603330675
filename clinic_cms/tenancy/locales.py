"""Which locales a user sees in the admin, and which ones a page may have."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from clinic_cms.models import Clinic, ClinicHomePage, ClinicLocale
from clinic_cms.models.base_page import HOME_PATH_LENGTH
from clinic_cms.tenancy.policies import SEE_ALL, clinics_visible_to

Option = dict[str, Any]
CACHE = "_clinic_cms_locales"
"""The attribute of a request that keeps locales by the path of a home, or by one of these keys."""
VISIBLE, ALL = "visible", "all"


def locales_visible_to(user: User | AnonymousUser) -> QuerySet[Locale]:
    """Return the locales that a user sees in the admin.

    A clinic's own people see those that their clinics offer; all others, who work on the Library
    or on the whole install, see all. At most two queries.
    """
    if isinstance(user, AnonymousUser):
        return Locale.objects.none()
    own = [] if user.has_perm(SEE_ALL) else [*clinics_visible_to(user)]
    return _offered_by(own) if own else Locale.objects.all()


def locales_for_page(page: Page) -> QuerySet[Locale]:
    """Return the locales into which a page may be translated.

    Those that its clinic offers; for a master, and for pages of no clinic, those of the install.
    At most two queries.
    """
    homes = ClinicHomePage.objects.filter(path=page.path[:HOME_PATH_LENGTH])
    clinic = Clinic.objects.filter(pk__in=homes.values("clinic")).first()
    return _offered_by([clinic]) if clinic else Locale.objects.all()


def visible_locales(request: HttpRequest) -> Mapping[int, str]:
    """Return the locales that a request's user sees, code by id. Read once for each request."""
    return _read_once(request, VISIBLE, lambda: locales_visible_to(request.user))


def page_locales(request: HttpRequest, page: Page) -> Mapping[int, str]:
    """Return `locales_for_page`, code by id. Read once for each request and clinic."""
    return _read_once(request, page.path[:HOME_PATH_LENGTH], lambda: locales_for_page(page))


def read_page_locales(request: HttpRequest, pages: Iterable[Page]) -> None:
    """Read `page_locales` of many pages at once. At most two queries."""
    cache = _cache_of(request)
    homes = {page.path[:HOME_PATH_LENGTH] for page in pages} - cache.keys()
    offered = _offered_below(homes)
    for home in homes:
        found = offered.get(home)
        cache[home] = _all_locales(request) if found is None else found


def in_visible_locales(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Return the pages in a locale that the user sees; all of them for the agency."""
    if request.user.has_perm(SEE_ALL):
        return pages
    return pages.filter(locale__in=[*visible_locales(request)])


def visible_options(request: HttpRequest, options: Iterable[Option]) -> list[Option]:
    """Return those of Wagtail's choices, {"locale": …, "url": …}, that the user may see."""
    options = [*options]
    visible = visible_locales(request) if options else {}
    return [option for option in options if option["locale"].pk in visible]


def _offered_by(clinics: list[Clinic]) -> QuerySet[Locale]:
    rows = ClinicLocale.objects.filter(clinic__in=clinics)
    return Locale.objects.filter(pk__in=rows.values("locale"))


def _offered_below(homes: Iterable[str]) -> Mapping[str, Mapping[int, str]]:
    """Return what clinics offer, by the tree paths of their homes."""
    rows = ClinicHomePage.objects.filter(path__in=homes).exclude(clinic=None)
    locale = "clinic__locales__locale"
    offered: dict[str, dict[int, str]] = {}
    for home, pk, code in rows.values_list("path", f"{locale}__pk", f"{locale}__language_code"):
        offered.setdefault(home, {}).update({} if pk is None else {pk: code})
    return offered


def _all_locales(request: HttpRequest) -> Mapping[int, str]:
    return _read_once(request, ALL, Locale.objects.all)


def _read_once(
    request: HttpRequest, key: str, read: Callable[[], QuerySet[Locale]]
) -> Mapping[int, str]:
    cache = _cache_of(request)
    if key not in cache:
        cache[key] = dict(read().values_list("pk", "language_code"))
    return cache[key]


def _cache_of(request: HttpRequest) -> dict[str, Mapping[int, str]]:
    cache: dict[str, Mapping[int, str]] = request.__dict__.setdefault(CACHE, {})
    return cache
