"""Clinics as their websites need them, found by host or slug, and the locales that they offer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.core import UnknownLocaleError
from django.db.models import Exists, OuterRef, QuerySet

from clinic_cms.conf import get_settings
from clinic_cms.merge.formatting import babel_locale
from clinic_cms.models import (
    SHARED,
    ClinicHomePage,
    ClinicHost,
    ClinicLocale,
    ClinicLocation,
    clinic_scope,
)
from clinic_cms.models.base_page import is_past, readable
from clinic_cms.models.clinic import Clinic
from clinic_cms.routing import Origin, language_tag, path_of, url_of
from clinic_cms.serving.clinic_rows import ClinicRow, Key, read_clinics
from clinic_cms.serving.process_cache import ProcessCache
from clinic_cms.serving.response_cache.versions import Versions, are_current

Direction = Literal["ltr", "rtl"]
"""The direction of a script, as the HTML attribute `dir` takes it."""


@dataclass(frozen=True)
class OfferedLocale:
    """A locale that a clinic offers, with its home page there."""

    id: int
    code: str
    home: ClinicHomePage
    varies: bool = False
    """Whether the clinic offers another variant of the language too."""

    @property
    def name(self) -> str:
        """The language in its own words: "English"; "American English" beside "British English"."""
        return own_name(self.code, in_full=self.varies)

    @property
    def language(self) -> str:
        """The locale as a BCP 47 tag: "en-US"."""
        return language_tag(self.code)

    @property
    def direction(self) -> Direction:
        """The direction of its script."""
        return direction_of(self.code)


@dataclass(frozen=True)
class ClinicSite:
    """A clinic as its website needs it, with the locales whose home is published."""

    clinic: Clinic
    host: str
    default_locale: str
    locales: tuple[OfferedLocale, ...]
    versions: Versions
    """Of all that the clinic shows, as they were before anything else was read."""
    primary_location: ClinicLocation | None = None
    """In the default locale, with its lead practitioner; None while that page is offline."""
    has_expired: bool = False
    """Whether one of its pages has expired since the versions were written: none of them holds."""

    def locale(self, code: str) -> OfferedLocale | None:
        """Return an offered locale by its code."""
        return next((locale for locale in self.locales if locale.code == code), None)

    def url(self, locale: str, tail: str) -> str:
        """Return the absolute URL of a path of this clinic in a locale."""
        return url_of(origin(), self.host, locale, self.default_locale, tail)

    def path(self, locale: str, tail: str) -> str:
        """Return the path of a page of this clinic in a locale."""
        return path_of(locale, self.default_locale, tail)


def direction_of(code: str) -> Direction:
    """Return the direction of a language's script (Unicode CLDR)."""
    return "rtl" if babel_locale(code).character_order == "right-to-left" else "ltr"


def origin() -> Origin:
    """Return the install's scheme and public port."""
    settings = get_settings()
    return Origin(settings.SCHEME, settings.PORT)


_sites: ProcessCache[tuple[Key, str], ClinicSite] = ProcessCache(
    lambda: get_settings().CLINICS_IN_MEMORY
)


def find_clinic(host: str, *, remembered: bool = True) -> ClinicSite | None:
    """Return the clinic of a host name, retired ones too.

    One query where this process remembers it as it is now, or not at all; else two. `remembered`
    is false where what it remembers is known to be old.
    """
    return _find(("host", host), remembered=remembered)


def get_clinic(clinic_id: int) -> ClinicSite | None:
    """Return a clinic by its primary key, for previews. One query."""
    return _clinic_of(read_clinics("pk", clinic_id))


def clinic_of_slug(slug: str, *, remembered: bool = True) -> ClinicSite | None:
    """Return a clinic by its slug, retired ones too. One query, or two, as above."""
    return _find(("slug", slug), remembered=remembered)


def _find(key: tuple[Key, str], *, remembered: bool) -> ClinicSite | None:
    known = _sites.peek(key, None) if remembered else None
    if known is not None and are_current(known.versions):
        return known
    found = _clinic_of(read_clinics(*key))
    if found is not None and not found.has_expired:
        _sites.put(key, None, found)
    return found


def list_clinics(*, after: str, limit: int) -> list[ClinicSite]:
    """Return the clinics that patients can open, by slug, after a given slug. Two queries."""
    rows = _open_clinics().filter(slug__gt=after).order_by("slug")
    slugs = list(rows.values_list("slug", flat=True)[:limit])
    by_slug: dict[str, list[ClinicRow]] = {slug: [] for slug in slugs}
    for row in read_clinics("slug", *slugs):
        by_slug[row.clinic.slug].append(row)
    clinics = (_clinic_of(rows) for rows in by_slug.values())
    return [clinic for clinic in clinics if clinic is not None]


def list_hosts(*, after: str, limit: int, clinic_id: int | None = None) -> list[ClinicHost]:
    """Return the hosts of open clinics, or of one, by name, after a given name. One query."""
    is_open = Exists(_open_clinics().filter(pk=OuterRef("clinic")))
    hosts = ClinicHost.objects.filter(is_open, hostname__gt=after)
    if clinic_id is not None:
        hosts = hosts.filter(clinic_id=clinic_id)
    return list(hosts.select_related("clinic__default_locale").order_by("hostname")[:limit])


def _open_clinics() -> QuerySet[Clinic]:
    # Asked of each clinic in turn: a list of all homes would be read whole for two clinics.
    home = ClinicHomePage.objects.filter(readable(), pk=OuterRef("home"))
    locales = ClinicLocale.objects.filter(Exists(home), clinic=OuterRef("pk"))
    canonical = ClinicHost.objects.filter(clinic=OuterRef("pk"), is_canonical=True)
    return Clinic.objects.filter(Exists(locales), Exists(canonical), retired_at=None)


def _clinic_of(offered: list[ClinicRow]) -> ClinicSite | None:
    """Return the clinic of its locales' rows; None without any, or without a canonical host."""
    canonical = offered[0].canonical if offered else None
    if canonical is None:
        return None
    first, clinic = offered[0], offered[0].clinic
    by_code = {row.code: row for row in offered}
    variants = offered_in_variants(by_code)
    return ClinicSite(
        clinic=clinic,
        host=canonical,
        default_locale=clinic.default_locale.language_code,
        locales=tuple(
            OfferedLocale(row.locale_id, code, row.home, varies=code in variants)
            for code, row in by_code.items()
            if row.home is not None and row.home.is_readable
        ),
        versions={SHARED: first.shared[0], clinic_scope(clinic.pk): first.own[0]},
        primary_location=_live(clinic.primary_location),
        has_expired=any(is_past(ends) for _version, ends in (first.shared, first.own)),
    )


def _live(location: ClinicLocation | None) -> ClinicLocation | None:
    return location if location is not None and location.live else None


_origins: ProcessCache[int, frozenset[str]] = ProcessCache(lambda: get_settings().CLINICS_IN_MEMORY)


def front_end_origins(clinic: ClinicSite) -> frozenset[str]:
    """Return the origins of a clinic's own website and of its front ends elsewhere.

    One query where this process has not asked since something of the clinic was changed.
    """
    own = origin().of(clinic.host)
    others = _origins.get(clinic.clinic.pk, clinic.versions, clinic.clinic.front_end_origins)
    return others | {own}


@lru_cache(maxsize=512)
def own_name(code: str, *, in_full: bool = False) -> str:
    """Return a locale's name: "English", "简体中文"; in full "American English".

    The script is always named where the code has one, since readers of Chinese need to know it;
    the country only in full. A code that Babel does not know is returned as it is.
    """
    try:
        locale = Locale.parse(code, sep="-")
        shown = locale if in_full else Locale(locale.language, script=locale.script)
        name = locale.languages.get(str(shown)) or shown.get_display_name() or code
    except (UnknownLocaleError, ValueError):
        name = code
    return name[0].upper() + name[1:]


def offered_in_variants(codes: Iterable[str]) -> set[str]:
    """Return the codes that need their names in full: another one has the same short name."""
    names = {code: own_name(code) for code in codes}
    times = Counter(names.values())
    return {code for code, name in names.items() if times[name] > 1}
