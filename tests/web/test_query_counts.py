"""A page costs the same queries in every locale, however many clinics and locales there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic_cms.models import ClinicLocation, ClinicPage
from tests.factories import make_clinic, make_library, translate
from tests.memory import forget_clinics

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_cache")]
LOCALES = ("es", "fr", "vi", "ar")
PATHS = {
    "home": "",
    "index": "conditions/",
    "article": "conditions/back-spasms/",
    "location": "office/",
    "branch": "branch/",
    "practitioner": "wilson/",
    "contact": "contact/",
    "nested": "fees/cards/",
    "nothing": "nothing/",
}


def offer(built, codes, pages=()):
    for position, code in enumerate(codes, start=1):
        home = translate(built.home, code, slug=f"{built.clinic.slug}-{code}")
        built.clinic.locales.create(locale=home.locale, home=home, position=position)
        for page in pages:
            translate(page, code)


@pytest.fixture
def install(article, kosak):
    """Return a function that adds clinics and locales, all with translations of every page."""
    code = kosak.home.locale
    kosak.home.body = [
        {"type": name, "value": {"heading": name}} for name in ("conditions", "team", "locations")
    ]
    kosak.home.save_revision().publish()
    fees = kosak.home.add_child(instance=ClinicPage(title="Fees", slug="fees", locale=code))
    cards = fees.add_child(instance=ClinicPage(title="Cards", slug="cards", locale=code))
    branch = ClinicLocation(title="Branch", slug="branch", city="Dixon", country="US", locale=code)
    branch.lead = kosak.doctor
    kosak.home.add_child(instance=branch)
    pages = (kosak.doctor, kosak.location, branch, kosak.index, kosak.contact, fees, cards)
    library = article.get_parent().specific

    def build(*, clinics, locales):
        for language in LOCALES[: locales - 1]:
            make_library(language, library)
            translate(article, language)
        offer(kosak, LOCALES[: locales - 1], pages)
        for number in range(1, clinics):
            other = make_clinic(f"other-{number}", host=f"other-{number}.example")
            offer(other, LOCALES[: locales - 1])

    return build


def counts(client, prefix):
    """The queries by page: with nothing remembered of the clinic, and with all of it.

    Pages are compiled in both cases.
    """
    found = {}
    for name, path in PATHS.items():
        client.get(prefix + path, headers={"host": "kosak.example"})
        forget_clinics()
        found[name] = tuple(count(client, prefix + path, name) for _time in range(2))
    return found


def count(client, path, name):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path, headers={"host": "kosak.example"})
    assert response.status_code == (404 if name == "nothing" else 200), path
    return len(queries)


COSTS = {
    "home": (5, 1),
    "index": (5, 3),
    "article": (3, 1),
    "location": (4, 3),
    "branch": (4, 3),
    "practitioner": (4, 3),
    "contact": (5, 3),
    "nested": (4, 3),
    "nothing": (5, 4),
}


@pytest.mark.parametrize(("clinics", "locales"), [(3, 2), (30, 5)])
def test_a_page_costs_the_same_in_every_locale_with_any_number_of_clinics(
    client, install, clinics, locales
):
    install(clinics=clinics, locales=locales)
    assert counts(client, "/") == COSTS
    for language in LOCALES[: locales - 1]:
        assert counts(client, f"/{language}/") == COSTS
