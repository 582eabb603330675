"""`resolve` says what the pages themselves do: the same status, redirect and page."""

import pytest
from django.utils import timezone

from clinic_cms.models import ClinicHost, ClinicLocation, ClinicPage
from tests.factories import translate

pytestmark = pytest.mark.django_db
PHONE = '<a href="tel:+17074261111"><bdi>707-426-1111</bdi></a>'
PATHS = (
    "/",
    "/conditions/",
    "/conditions",
    "/conditions/back-spasms/",
    "/conditions/back-spasms",
    "/conditions/nothing/",
    "/conditions/back-spasms/more/",
    "/office/",
    "/wilson/",
    "/contact/",
    "/fees/cards/",
    "/fees/cards",
    "/Contact/",
    "/caf%C3%A9/",
    "/caf%C3%A9",
    "/es/",
    "/es",
    "/es/contacto/",
    "/es/contact/",
    "/en-us/",
    "/fr/",
    "/contact/%00/",
    "/a%0Ab/",
)


@pytest.fixture
def site(article, kosak):
    """A clinic with two locales and nested pages."""
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    translate(kosak.contact, "es", slug="contacto")
    fees = ClinicPage(title="Fees", slug="fees", locale=kosak.home.locale)
    kosak.home.add_child(instance=fees)
    fees.add_child(instance=ClinicPage(title="Cards", slug="cards", locale=fees.locale))
    cafe = ClinicPage(title="Café", slug="café", locale=fees.locale)
    kosak.home.add_child(instance=cafe)
    return kosak


def test_a_host_may_be_written_in_its_own_letters(api, kosak):
    kosak.clinic.hosts.update(hostname="xn--bro-hoa.localhost")
    for host in ("büro.localhost", "BÜRO.localhost:8000", "xn--bro-hoa.localhost"):
        assert api.get("resolve", host=host, path="/")["kind"] == "page"
    assert api.problem("resolve", host="bäro.localhost", path="/")[:2] == (404, "clinic_cms.V003")
    assert api.problem("resolve", host=f"{'ü' * 64}.de", path="/")[:2] == (404, "clinic_cms.V003")


def same(api, client, host, path):
    """What both say of an address; they have to say the same."""
    page = client.get(path, headers={"host": host})
    found = api.ask("resolve", {"host": host, "path": path})
    answer = found.json()
    if page.status_code == 301:
        expected = page.url if "//" in page.url else f"http://{host}{page.url}"
        assert (answer["status"], answer["location"]) == (301, expected)
    elif page.status_code == 200:
        assert answer["page"]["canonical"] == page.context["page"].canonical
        assert answer["page"]["locale"] == page.context["page"].locale
        assert answer["page"]["title"] == page.context["page"].title
    else:
        assert (found.status_code, answer["status"]) == (page.status_code,) * 2
    return page.status_code


@pytest.mark.parametrize("path", PATHS)
def test_an_address_is_what_its_page_is(api, client, site, path):
    assert same(api, client, site.host, path) in {200, 301, 404}


def test_another_host_redirects(api, client, site):
    ClinicHost.objects.create(clinic=site.clinic, hostname="www.kosak.example")
    assert same(api, client, "www.kosak.example", "/conditions/back-spasms/") == 301


def test_an_earlier_url_redirects(api, client, site):
    draft = site.contact.get_latest_revision_as_object()
    draft.slug = "visit-us"
    draft.save_revision().publish()

    assert same(api, client, site.host, "/contact/") == 301
    assert api.get("resolve", host=site.host, path="/contact/?a=b")["location"] == (
        "http://kosak.example/visit-us/?a=b"
    )


def test_a_translation_of_a_removed_location_redirects(api, client, site):
    translate(site.location, "es", slug="oficina")
    ClinicLocation.objects.filter(pk=site.location.pk).update(live=False)

    assert same(api, client, site.host, "/es/oficina/") == 301


def test_a_withheld_page_is_not_there(api, client, site):
    ClinicLocation.objects.update(phone="")
    assert same(api, client, site.host, "/conditions/back-spasms/") == 404


def test_a_retired_clinic_is_gone(api, client, site):
    site.clinic.retired_at = timezone.now()
    site.clinic.save()
    assert same(api, client, site.host, "/") == 410


def test_a_host_is_taken_as_a_browser_sends_it(api, site):
    answer = api.get("resolve", host="KOSAK.example:8000", path="/contact/")
    assert answer["page"]["type"] == "page"
    unknown = {"host": "nobody.example", "path": "/"}
    assert api.problem("resolve", **unknown) == (404, "clinic_cms.V003", "host")


def test_no_redirect_leads_to_another_host(api, site):
    moved = api.get("resolve", host=site.host, path="//contact")
    assert moved["location"] == "http://kosak.example/contact/"


def test_a_page_is_found_by_its_path_below_the_home(api, site):
    assert api.get("clinics/kosak/pages/fees/cards")["breadcrumbs"][-1]["path"] == "/fees/cards/"
    spanish = api.get("clinics/kosak/pages/contacto", locale="es")
    assert (spanish["type"], spanish["is_contact"], spanish["language"]) == ("page", True, "es")
    assert spanish["locations"] == []
    assert api.problem("clinics/kosak/pages/nothing")[:2] == (404, "clinic_cms.V005")


def test_a_home_comes_with_what_its_blocks_list(api, article, full_home):
    home = api.get("clinics/kosak/home")
    assert home["hero_heading"] == "Welcome to Kosak Chiropractic"
    assert home["hero_text"] == f"<p>Call <b>{PHONE}</b>.</p>"
    assert home["hero_picture"]["renditions"][0]["type"] == "image/avif"
    assert [block["type"] for block in home["blocks"]] == [
        "highlights",
        "conditions",
        "team",
        "locations",
    ]
    assert [item["slug"] for item in home["conditions"]] == ["back-spasms"]
    assert home["team"][0]["photo"]["renditions"][0]["width"] == 320
    assert [item["path"] for item in home["locations"]] == ["/office/"]


def test_a_query_finds_nothing_and_goes_along_with_a_redirect(api, article):
    host = "kosak.example"
    found = api.get("resolve", host=host, path="/conditions/?utm_source=mail")
    assert found["page"]["type"] == "conditions"
    moved = api.get("resolve", host=host, path="/conditions?utm_source=mail")
    assert moved["location"] == "http://kosak.example/conditions/?utm_source=mail"


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("x=a%250d%250ab", "x=a%0d%0ab"),
        ("x=a%0d%0aSet-Cookie: b", "x=a%0D%0ASet-Cookie:%20b"),
        ("x=東%20%22b%22", "x=%E6%9D%B1%20%22b%22"),
    ],
)
def test_what_a_redirect_leads_to_can_be_sent_as_a_header(api, article, query, sent):
    for path in ("/conditions", "/conditions/back-spasms"):
        moved = api.get(f"resolve?host=kosak.example&path={path}?{query}")
        assert moved["location"] == f"http://kosak.example{path}/?{sent}"


def test_a_redirect_goes_when_an_article_does(api, article):
    response = api.ask("resolve?host=kosak.example&path=/conditions/back-spasms")
    assert response["Surrogate-Key"].split()[:2] == ["clinic-kosak", "library"]


def test_a_page_is_found_by_the_path_that_lists_give(api, sol, kosak):
    for clinic in ("sol", "kosak"):
        _home, *entries = api.get(f"clinics/{clinic}/sitemap")["items"]
        for entry in entries:
            page = api.get(f"clinics/{clinic}/pages{entry['path']}")
            assert (page["path"], page["locale"]) == (entry["path"], entry["locale"])
