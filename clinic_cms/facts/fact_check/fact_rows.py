"""What the table `ClinicFact` must hold: the facts of clinics by what they are looked up by."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from django.db.models import F

from clinic_cms.facts.fact_check.finding import Kind
from clinic_cms.facts.fact_check.lookup_keys import anchor_of, key_of_fact
from clinic_cms.models import Clinic, ClinicHost, ClinicLocation, PractitionerPage


class FactRow(NamedTuple):
    """The columns of a `ClinicFact`."""

    clinic_id: int
    page_id: int | None
    kind: str
    key: str
    anchor: str


def fact_rows(clinic_ids: Collection[int]) -> set[FactRow]:
    """Return the rows of some clinics. Four queries."""
    return {
        FactRow(clinic_id, page_id, kind.value, key, anchor)
        for kind, fact, clinic_id, page_id in _facts(clinic_ids)
        if (key := key_of_fact(kind, fact)) and (anchor := anchor_of(kind, key))
    }


def _facts(clinic_ids: Collection[int]) -> Iterator[tuple[Kind, str, int, int | None]]:
    clinics = Clinic.objects.filter(pk__in=clinic_ids).order_by()
    for pk, name, mail in clinics.values_list("pk", "name", "owner_email"):
        yield Kind.NAME, name, pk, None
        yield Kind.EMAIL, mail, pk, None
    hosts = ClinicHost.objects.filter(clinic_id__in=clinic_ids).order_by()
    for host, clinic_id in hosts.values_list("hostname", "clinic_id"):
        yield Kind.WEBSITE, host, clinic_id, None
    # Facts are read in the default locale.
    pages = {"clinic_id__in": clinic_ids, "locale": F("clinic__default_locale")}
    people = PractitionerPage.objects.filter(**pages).order_by()
    for title, *owner in people.values_list("title", "clinic_id", "pk"):
        yield Kind.PRACTITIONER, title, *owner
    places = ClinicLocation.objects.filter(**pages).order_by()
    for phone, street, *owner in places.values_list("phone", "street", "clinic_id", "pk"):
        yield Kind.PHONE, phone, *owner
        yield Kind.STREET, street, *owner
