"""A redirect is looked for where no page lies, for the clinic of the host alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from clinic_cms.serving.site_redirects import redirect_model
from tests.plans import indexes_used, tables_read_widely

pytestmark = pytest.mark.django_db


@pytest.fixture
def sites(kosak, sol):
    for built in (kosak, sol):
        built.clinic.site = Site.objects.create(hostname=built.host, root_page=built.home)
        built.clinic.save()
    return {"kosak": kosak.clinic.site, "sol": sol.clinic.site}


def add(old_path, site=None, **values):
    return Redirect.objects.create(old_path=Redirect.normalise_path(old_path), site=site, **values)


def target(client, built, path):
    response = client.get(path, headers={"host": built.host})
    return (response.status_code, response.get("Location", ""))


def test_a_clinics_redirect_is_not_another_clinics(client, kosak, sol, sites):
    add("/old", sites["kosak"], redirect_link="https://new.example/")
    assert target(client, kosak, "/old/") == (301, "https://new.example/")
    assert target(client, kosak, "/old?utm=1") == (301, "https://new.example/")
    assert target(client, sol, "/old/")[0] == 404


def test_a_redirect_for_all_sites_comes_after_the_clinics(client, kosak, sol, sites):
    add("/old", redirect_link="https://all.example/", is_permanent=False)
    assert target(client, sol, "/old") == (302, "https://all.example/")
    add("/old", sites["kosak"], redirect_link="https://own.example/")
    assert target(client, kosak, "/old") == (301, "https://own.example/")


def test_a_redirect_leads_to_a_page_or_a_shared_article_of_the_clinic(
    client, kosak, sol, sites, article
):
    add("/about-us", sites["kosak"], redirect_page=kosak.contact)
    add("/spasms", sites["kosak"], redirect_page=article)
    add("/theirs", sites["kosak"], redirect_page=sol.contact)
    status, place = target(client, kosak, "/about-us")
    assert (status, client.get(place, headers={"host": kosak.host}).status_code) == (301, 200)
    assert target(client, kosak, "/spasms") == (301, "/conditions/back-spasms/")
    assert target(client, kosak, "/theirs")[0] == 404


def test_a_page_that_is_there_needs_no_redirect(client, kosak, sites):
    tail = kosak.contact.slug
    add(f"/{tail}", sites["kosak"], redirect_link="https://new.example/")
    with CaptureQueriesContext(connection) as queries:
        assert target(client, kosak, f"/{tail}/")[0] == 200
    assert not [query for query in queries if "wagtailredirects" in query["sql"]]


def test_a_kept_404_ends_with_a_redirect_and_a_redirect_with_its_row(client, kosak, sites):
    assert target(client, kosak, "/old/")[0] == 404
    assert target(client, kosak, "/old/")[0] == 404
    row = add("/old", sites["kosak"], redirect_link="https://new.example/")
    assert target(client, kosak, "/old/")[0] == 301
    row.delete()
    assert target(client, kosak, "/old/")[0] == 404


def test_a_path_with_letters_of_any_script_and_one_with_a_null(client, kosak, sites):
    add("/rücken", sites["kosak"], redirect_link="https://new.example/")
    assert target(client, kosak, "/r%C3%BCcken/")[0] == 301
    assert target(client, kosak, "/a%00b")[0] == 404


def test_a_redirect_to_itself_is_none(client, kosak, sites):
    add("/loop", sites["kosak"], redirect_link=f"http://{kosak.host}/loop")
    assert target(client, kosak, "/loop")[0] == 404


def test_one_query_by_an_index_finds_it(client, kosak, sites):
    with CaptureQueriesContext(connection) as queries:
        target(client, kosak, "/nowhere/")
    (sql,) = [query["sql"] for query in queries if "wagtailredirects" in query["sql"]]
    assert tables_read_widely(sql) == set()
    assert indexes_used(sql)


def test_without_its_app_nothing_is_looked_for(client, kosak, settings, monkeypatch):
    monkeypatch.setattr("clinic_cms.serving.site_redirects.apps.is_installed", lambda name: False)
    assert redirect_model() is None
    assert target(client, kosak, "/nowhere/")[0] == 404
