"""What the database has of a clinic's website: its locales with their homes, and its versions."""

from datetime import datetime
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from django.db.models import CharField, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from wagtail.images import get_image_model
from wagtail.models import Locale

from clinic_cms.models import (
    SHARED,
    Clinic,
    ClinicHomePage,
    ClinicHost,
    ClinicLocale,
    ClinicLocation,
    PractitionerPage,
)
from clinic_cms.models.cache_version import OF_CLINIC
from clinic_cms.serving.prepared_query import ModelColumns, Parameter, PreparedQuery
from clinic_cms.serving.response_cache.versions import version_of

Key = Literal["host", "slug", "pk"]
"""By what clinics are looked up."""
LOOKUPS: dict[Key, tuple[str, type[Model], str]] = {
    "host": ("clinic__hosts__hostname", ClinicHost, "hostname"),
    "slug": ("clinic__slug", Clinic, "slug"),
    "pk": ("clinic", Clinic, "id"),  # One at a time: Django's `__in` takes no parameter here.
}
"""The path from a clinic's locale, and the field at its end."""


class Version(NamedTuple):
    """The version of a scope; "" where nothing has changed yet."""

    name: str
    ends: datetime | None
    """When it ends by the clock."""


class ClinicRow(NamedTuple):
    """A clinic in one of its locales; the clinic is the same instance in all of them."""

    clinic: Clinic
    """With its logo, its default locale, its primary location and the lead of that."""
    canonical: str | None
    locale_id: int
    code: str
    home: ClinicHomePage | None
    shared: Version
    own: Version
    """As the versions were before anything else was read."""


def read_clinics(by: Key, *values: str | int) -> list[ClinicRow]:
    """Return the rows of clinics, each one's locales in their order. At most one query."""
    named = {f"value{number}": value for number, value in enumerate(values)}
    rows = _query.rows((by, len(values)), **named) if values else []
    # Django takes a while to order rows of so many columns, and here are few rows.
    rows.sort(key=itemgetter(0))
    clinics: dict[int, Clinic] = {}
    return [_clinic_row(row, clinics) for row in rows]


OWN = ("position", "clinic_id", "canonical", "locale_id", "locale__language_code")
VERSIONS = ("shared_version", "shared_ends", "own_version", "own_ends")


@cache
def _related() -> dict[str, ModelColumns]:
    return {
        "home": ModelColumns(ClinicHomePage, "home"),
        "clinic": ModelColumns(Clinic, "clinic", without=["applied"]),
        "logo": ModelColumns(get_image_model(), "clinic__logo"),
        "locale": ModelColumns(Locale, "clinic__default_locale"),
        "location": ModelColumns(ClinicLocation, "clinic__primary_location"),
        "lead": ModelColumns(PractitionerPage, "clinic__primary_location__lead"),
    }


def _build(shape: tuple[Key, int]) -> QuerySet[ClinicLocale, Any]:
    by, times = shape
    path, model, field = LOOKUPS[by]
    values = [Parameter(f"value{number}", model, field) for number in range(times)]
    canonical = ClinicHost.objects.filter(clinic=OuterRef("clinic"), is_canonical=True)
    own = Concat(Value(OF_CLINIC), Cast(OuterRef("clinic_id"), CharField()))
    condition = {path: values[0]} if times == 1 else {f"{path}__in": values}
    rows = ClinicLocale.objects.filter(**condition).annotate(
        canonical=Subquery(canonical.values("hostname")[:1]),
        shared_version=version_of(Value(SHARED)),
        shared_ends=version_of(Value(SHARED), "valid_until"),
        own_version=version_of(own),
        own_ends=version_of(own, "valid_until"),
    )
    columns = [name for related in _related().values() for name in related.names]
    return rows.order_by().values_list(*OWN, *VERSIONS, *columns)


_query = PreparedQuery(ClinicLocale, _build)


def _clinic_row(row: tuple[Any, ...], clinics: dict[int, Clinic]) -> ClinicRow:
    columns = iter(row)
    _position, clinic_id, canonical, locale_id, code = islice(columns, len(OWN))
    shared, shared_ends, own, own_ends = islice(columns, len(VERSIONS))
    home, *related = (
        each.instance([*islice(columns, len(each.names))]) for each in _related().values()
    )
    return ClinicRow(
        clinic=clinics.setdefault(clinic_id, _joined(*related)),
        canonical=canonical,
        locale_id=locale_id,
        code=code,
        home=home,
        shared=Version(shared or "", shared_ends),
        own=Version(own or "", own_ends),
    )


def _joined(
    clinic: Any, logo: Any, locale: Locale, location: Any, lead: PractitionerPage | None
) -> Clinic:
    if location is not None:
        location.lead = lead
    clinic.logo, clinic.default_locale, clinic.primary_location = logo, locale, location
    joined: Clinic = clinic
    return joined
