"""What requests name: parameters, a page of a list, and the clinic and locale that are read.

A cursor is the sort key of the last item, so that changes shift nothing. A clinic's host responds
for that clinic, a network host for all.
"""

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, TypeVar, cast

from django.http import HttpRequest
from django.utils import translation
from ninja import Path, Query
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from clinic_cms.api.problems import NO_CLINIC, NO_LOCALE, NOTHING_HERE, RETIRED, ProblemError
from clinic_cms.errors import Withheld, nearest_name
from clinic_cms.models import MergePage
from clinic_cms.serving import views
from clinic_cms.serving.clinic_sites import ClinicSite, OfferedLocale, clinic_of_slug
from clinic_cms.serving.page_views import page_view
from clinic_cms.serving.visit import ClinicRequest, Visit, begin_visit

logger = logging.getLogger("clinic_cms.withheld")

Item = TypeVar("Item")

SEPARATOR = "\1"
"""Stands between the parts of a sort key; it comes before every letter."""
LONGEST_CURSOR = 3000
"""Of 80 letters of a title and 255 of a slug, each up to four bytes, in hexadecimal digits."""

DIGITS = re.compile(r"[1-9][0-9]*")
HOST = re.compile(r"^[A-Za-z0-9\u00a1-\uffff.:\[\]_-]+$")
"""What may be a host, in letters of any script; a port may stand behind it."""


def _in_digits(value: object) -> object:
    """Refuse other spellings of a number: "010", "1_0", "10.0"."""
    if isinstance(value, str) and not DIGITS.fullmatch(value):
        raise PydanticCustomError("digits", "Write a number of 1 or more, in digits alone")
    return value


ClinicSlug = Annotated[
    str,
    Path(
        ...,
        description="The clinic's slug.",
        example="kosak",
        pattern=r"^[-a-zA-Z0-9_]+$",
    ),
]
LocaleCode = Annotated[
    str | None,
    Query(
        None,
        description="One of the clinic's locales by its code; the clinic's default without it.",
        example="es",
        min_length=1,
    ),
]
Fields = Annotated[
    str | None,
    Query(
        None,
        description="Only these top-level fields, separated by commas. The answer is then of type "
        "`application/vnd.clinic-cms.part+json`.",
        min_length=1,
    ),
]
Cursor = Annotated[
    str | None,
    Query(
        None,
        description="`next` of the page before. Its form may change; do not build it.",
        pattern=r"^([0-9a-f]{2})+$",
        max_length=LONGEST_CURSOR,
    ),
]
Limit = Annotated[
    int,
    BeforeValidator(_in_digits),
    Query(50, description="How many to list on a page.", ge=1, le=100, example=20),
]


def decode(cursor: str | None) -> str:
    """Return the sort key behind which a page begins; the first page begins behind "".

    It holds no NUL, with which PostgreSQL refuses to compare.
    """
    return bytes.fromhex(cursor or "").decode(errors="replace").replace("\0", "\ufffd")


def encode(key: str) -> str:
    """Return a sort key as a cursor."""
    return key.encode().hex()


def cut(
    items: Sequence[Item], limit: int, key: Callable[[Item], str]
) -> tuple[list[Item], str | None]:
    """Return a page of at most `limit` items and the cursor of the next, if there are more."""
    page = list(items[:limit])
    return page, encode(key(page[-1])) if len(items) > limit else None


def clinic_of_host(request: HttpRequest) -> ClinicSite | None:
    """Return the clinic on whose host the request came; None on the network host."""
    return cast(ClinicRequest, request).clinic


def refuse_retired(clinic: ClinicSite) -> None:
    """Raise ProblemError where a clinic is closed."""
    if clinic.clinic.retired_at is not None:
        raise ProblemError(RETIRED, f"“{clinic.clinic.slug}” is closed.")


def clinic_here(request: HttpRequest, slug: str) -> ClinicSite:
    """Return a clinic that the request's host responds for, open or not yet.

    At most one query; raises ProblemError.
    """
    clinic = clinic_of_host(request) or clinic_of_slug(slug)
    if clinic is None or clinic.clinic.slug != slug:
        raise _no_clinic(request, slug)
    refuse_retired(clinic)
    return clinic


def is_unopened(clinic: ClinicSite) -> bool:
    """Whether a clinic has no page online yet: until then it is reported as nonexistent."""
    return not clinic.locales and clinic.clinic.retired_at is None


def refuse_unopened(request: HttpRequest, clinic: ClinicSite) -> None:
    """Raise ProblemError where a clinic has not opened, the same as if it did not exist."""
    if is_unopened(clinic):
        raise _no_clinic(request, clinic.clinic.slug)


def _no_clinic(request: HttpRequest, slug: str) -> ProblemError:
    """Return a problem that suggests the host's own clinic, or the one of the slug in lower case.

    A clinic that has not opened or is closed is never suggested.
    """
    meant = clinic_of_host(request)
    if meant is None and slug != slug.lower():
        meant = clinic_of_slug(slug.lower())
    is_open = meant is not None and meant.locales and meant.clinic.retired_at is None
    suggestion = nearest_name(slug, [meant.clinic.slug]) if meant is not None and is_open else ""
    return ProblemError(NO_CLINIC, f"There is no clinic “{slug}” here.", suggestion=suggestion)


@contextmanager
def reading(request: HttpRequest, slug: str, code: str | None, path: str = "") -> Iterator[Visit]:
    """Begin a visit to a clinic in a locale, and activate its language; raises ProblemError.

    `path` is that of a page below the locale's home; where no locale is given, it may name one.
    """
    clinic = clinic_here(request, slug)
    refuse_unopened(request, clinic)
    if code is None and path:
        visit = begin_visit(clinic, path)
        if visit is None:
            raise nothing(path)
    else:
        visit = Visit(clinic, _offered(clinic, code or clinic.default_locale), path)
    with translation.override(visit.locale.code):
        yield visit


def _offered(clinic: ClinicSite, code: str) -> OfferedLocale:
    locale = clinic.locale(code)
    if locale is None:
        offered = [offered.code for offered in clinic.locales]
        raise ProblemError(
            NO_LOCALE,
            f"“{clinic.clinic.slug}” is not offered in “{code}”, but in: {', '.join(offered)}.",
            parameter="locale",
            suggestion=nearest_name(code, offered),
        )
    return locale


def view_of(visit: Visit, page: MergePage) -> views.PageView:
    """Return a page as the visit's reader sees it; raises ProblemError where it is withheld."""
    try:
        return page_view(visit, page)
    except Withheld as error:
        logger.warning("%s is withheld from %s: %s", page.slug, visit.clinic.clinic.slug, error)
        raise nothing(page.slug) from error


def nothing(what: str) -> ProblemError:
    """Return the problem for a path or a name at which patients find nothing."""
    return ProblemError(NOTHING_HERE, f"There is nothing at “{what}”.")
