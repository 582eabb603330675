"""What search engines are told of a clinic's website."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinic_cms.models import ClinicHost, ConditionPage
from clinic_cms.serving.sitemap import KINDS
from clinic_cms.web import sitemaps
from tests.factories import make_clinic, make_condition, translate
from tests.plans import indexes_used

pytestmark = pytest.mark.django_db

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SITEMAP = f"{{{NS['s']}}}"


def get(client, clinic, path, **headers):
    return client.get(path, headers={"host": clinic.host, **headers})


def read(response):
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def urls_of(root):
    return [loc.text for loc in root.findall("s:url/s:loc", NS)]


def test_a_sitemap_lists_the_clinics_own_pages_and_no_others(client, article, kosak, sol):
    root = read(get(client, kosak, "/sitemap.xml"))

    urls = urls_of(root)
    assert "http://kosak.example/conditions/back-spasms/" in urls
    assert {urlsplit(url).netloc for url in urls} == {"kosak.example"}
    for url in urls:
        assert get(client, kosak, urlsplit(url).path).status_code == 200


def test_each_version_of_a_page_names_all_others(client, spanish_article, kosak):
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    translate(kosak.index, "es", slug="condiciones")
    root = read(get(client, kosak, "/sitemap.xml"))

    versions = {
        url.find("s:loc", NS).text: {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", NS)
        }
        for url in root.findall("s:url", NS)
    }
    english = "http://kosak.example/conditions/back-spasms/"
    spanish = "http://kosak.example/es/condiciones/espasmos/"
    expected = {"en-US": english, "es": spanish, "x-default": english}
    assert versions[english] == versions[spanish] == expected
    assert versions["http://kosak.example/office/"] == {}


def test_the_last_change_is_the_date_of_publication(client, article, kosak):
    root = read(get(client, kosak, "/sitemap.xml"))

    (url,) = (url for url in root.findall("s:url", NS) if "back-spasms" in url[0].text)
    published = ConditionPage.objects.get(pk=article.pk).last_published_at
    assert url.find("s:lastmod", NS).text == published.isoformat(timespec="seconds")


def test_other_letters_are_percent_encoded(client, library, kosak):
    make_condition(library, slug="腰の痛み")

    urls = urls_of(read(get(client, kosak, "/sitemap.xml")))

    path = "/conditions/%E8%85%B0%E3%81%AE%E7%97%9B%E3%81%BF/"
    assert f"http://kosak.example{path}" in urls
    assert get(client, kosak, path).status_code == 200


@pytest.mark.parametrize(("limit", "most"), [("MOST_URLS", 2), ("MOST_BYTES", 250)])
def test_many_urls_are_cut_into_sitemaps_with_an_index(
    client, no_cache, article, kosak, monkeypatch, limit, most
):
    whole = urls_of(read(get(client, kosak, "/sitemap.xml")))
    monkeypatch.setattr(sitemaps, limit, most)

    index = read(get(client, kosak, "/sitemap.xml"))

    assert index.tag == f"{SITEMAP}sitemapindex"
    parts = [urlsplit(loc.text).path for loc in index.findall("s:sitemap/s:loc", NS)]
    assert len(parts) > 1
    assert [url for part in parts for url in urls_of(read(get(client, kosak, part)))] == whole
    assert get(client, kosak, f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert get(client, kosak, "/sitemap-0.xml").status_code == 404


def test_a_sitemap_without_an_index_has_no_parts(client, kosak):
    assert get(client, kosak, "/sitemap-1.xml").status_code == 404


def test_robots_txt_names_the_sitemap(client, kosak):
    response = get(client, kosak, "/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        "Sitemap: http://kosak.example/sitemap.xml",
    ]


def test_the_network_host_is_not_for_search_engines(client, kosak):
    network = {"host": "network.example"}

    assert client.get("/robots.txt", headers=network).content == b"User-agent: *\nDisallow: /\n"
    assert client.get("/sitemap.xml", headers=network).status_code == 404


def test_a_closed_clinic_has_neither(client, kosak):
    kosak.clinic.retired_at = timezone.now()
    kosak.clinic.save()

    for path in ("/robots.txt", "/sitemap.xml", "/sitemap-1.xml"):
        assert get(client, kosak, path).status_code == 410


def test_a_clinic_that_has_not_opened_has_no_sitemap(client, kosak):
    kosak.home.unpublish()

    assert "Sitemap" not in get(client, kosak, "/robots.txt").content.decode()
    assert get(client, kosak, "/sitemap.xml").status_code == 404


def test_another_host_leads_to_the_canonical_one(client, kosak):
    ClinicHost.objects.create(clinic=kosak.clinic, hostname="www.kosak.example")

    response = client.get("/sitemap.xml", headers={"host": "www.kosak.example"})

    assert response.url == "http://kosak.example/sitemap.xml"


@pytest.mark.parametrize("path", ["/sitemap.xml", "/robots.txt"])
def test_caches_may_keep_it_and_ask_again(client, article, kosak, path):
    response = get(client, kosak, path)

    assert response["Cache-Control"].startswith("public, max-age=60")
    known = {"if-none-match": response["ETag"]}
    assert get(client, kosak, path, **known).status_code == 304
    head = client.head(path, headers={"host": kosak.host})
    assert (head.status_code, head["ETag"], head.content) == (200, response["ETag"], b"")
    assert client.post(path, headers={"host": kosak.host}).status_code == 405


def test_a_new_article_changes_the_etag(client, article, library, kosak):
    before = get(client, kosak, "/sitemap.xml")["ETag"]
    make_condition(library, slug="neck-pain")

    assert get(client, kosak, "/sitemap.xml")["ETag"] != before


@pytest.mark.parametrize(("clinics", "articles"), [(3, 1), (30, 40)])
def test_a_sitemap_costs_the_same_queries_whatever_there_is(
    client, no_cache, article, library, kosak, clinics, articles
):
    for number in range(1, articles):
        make_condition(library, f"more-{number}", title=f"More {number}")
    for number in range(1, clinics):
        make_clinic(f"other-{number}", host=f"other-{number}.example")
    get(client, kosak, "/sitemap.xml")

    assert len(queries_of(client, kosak)) == 6


def test_a_clinics_pages_are_found_by_their_clinic(client, no_cache, article, kosak):
    used = [" ".join(indexes_used(sql)) for sql in queries_of(client, kosak)]

    of_kind = [names for names in used if "clinic_cms_" in names and "_clinic_id_" in names]
    assert len(of_kind) >= len(KINDS)


def queries_of(client, clinic):
    with CaptureQueriesContext(connection) as queries:
        assert get(client, clinic, "/sitemap.xml").status_code == 200
    return [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
