"""The demo, all of it: every clinic's site in every locale, by following its links."""

from pathlib import Path

import pytest

from clinic_cms.importing.library.loading import load_library
from clinic_cms.launching.service import launch
from clinic_cms.models import Clinic, ClinicHost, ClinicLocation, PractitionerPage
from tests.crawl.crawler import crawl, language_mistakes, structure_mistakes

REPO = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


@pytest.fixture
def sites(client):
    load_library(directory=REPO / "fixtures" / "library")
    launch([REPO / "sites" / "clinics"])
    hosts = ClinicHost.objects.filter(is_canonical=True).order_by("hostname")
    return [crawl(client, host.hostname) for host in hosts]


def names_of(clinic: Clinic) -> set[str]:
    """The words of a clinic that are the same in every language."""
    people = PractitionerPage.objects.filter(clinic=clinic)
    places = ClinicLocation.objects.filter(clinic=clinic)
    return {
        clinic.name,
        *(name for person in people for name in (person.title, person.credentials) if name),
        *(name for place in places for name in (place.title, place.street, place.city)),
    }


def test_every_page_of_every_clinic_is_named_by_its_alternates_and_speaks_its_language(sites):
    mistakes = []
    for site in sites:
        # Each home leads to all kinds of pages, and each locale has some.
        assert len(site.pages) >= 6 * len(site.clinic.locales)
        mistakes += structure_mistakes(site)
        mistakes += language_mistakes(site, names_of(site.clinic.clinic))
    assert mistakes == [], "\n".join(mistakes)
