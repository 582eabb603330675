"""The preview panel and new tabs show a clinic's front end, with the draft's token."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from clinic_cms.models import ClinicLocation, PreviewDraft
from clinic_cms.translating.memory import ensure_translation
from tests.admin.conftest import article_data, edit_url, location_data, make_owner, preview_url
from tests.factories import locale, make_library
from tests.previews import PREVIEW_URL, the_draft
from tests.translating.conftest import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def headless(kosak):
    kosak.clinic.preview_url = PREVIEW_URL
    kosak.clinic.save()
    return kosak


def open_preview(client, page, data, **query):
    assert client.post(preview_url(page), data).json()["is_available"]
    return client.get(preview_url(page), query)


def address(response):
    """Where a new tab is sent: (address, what comes with it)."""
    assert response.status_code == 302
    url = urlsplit(response["Location"])
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    query = {name: value[0] for name, value in parse_qs(url.query, keep_blank_values=True).items()}
    return f"{url.scheme}://{url.netloc}{url.path}", query


def read(client, query):
    """What the front end gets for what it was opened with."""
    return client.get(
        f"/api/v1/clinics/{query['clinic']}/preview",
        headers={"authorization": f"Bearer {query['token']}", "host": "network.example"},
    )


def test_a_new_tab_opens_the_front_end_which_reads_the_draft(desk, headless):
    data = location_data(intro=rich_text("<p>New at {{ clinic.name }}</p>"))
    url, query = address(open_preview(desk, headless.location, data))
    assert url == PREVIEW_URL
    assert (query["clinic"], query["locale"], query["path"]) == ("kosak", "en-us", "/office/")
    assert "New at Kosak Chiropractic" in read(desk, query).json()["intro"]


def test_the_panel_shows_the_front_end_in_a_frame(desk, headless):
    response = open_preview(desk, headless.location, location_data(), in_preview_panel="true")
    page = unescape(response.content.decode())
    assert f'<iframe src="{PREVIEW_URL}?token=' in page
    assert 'referrerpolicy="no-referrer"' in page
    assert "sandbox=" in page
    assert "allow-top-navigation" not in page
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in response["Cache-Control"]


def test_each_stroke_renews_the_draft_that_is_shown(desk, headless):
    shown = []
    for words in ("One", "One two"):
        data = location_data(intro=rich_text(f"<p>{words}</p>"))
        shown.append(address(open_preview(desk, headless.location, data))[1])
    assert PreviewDraft.objects.count() == 1
    assert all("One two" in read(desk, query).json()["intro"] for query in shown)


def test_the_built_in_website_stays_within_reach(desk, headless):
    page = open_preview(desk, headless.location, location_data(), mode="built-in")
    assert '<html lang="en-US"' in page.content.decode()
    modes = desk.get(edit_url(headless.location)).content.decode()
    assert '<option value="front-end" selected>' in modes
    assert '<option value="built-in">' in modes
    assert not PreviewDraft.objects.exists()


def test_a_clinic_without_a_front_end_has_one_preview(desk, kosak):
    page = open_preview(desk, kosak.location, location_data())
    assert '<html lang="en-US"' in page.content.decode()
    assert 'id="id_preview_mode"' not in desk.get(edit_url(kosak.location)).content.decode()


def test_a_master_is_shown_in_the_front_end_of_the_chosen_clinic(desk, article, headless, sol):
    data = article_data(title="At {{ clinic.name }}")
    _url, query = address(open_preview(desk, article, data, mode="kosak"))
    assert query["path"] == "/conditions/back-spasms/"
    assert read(desk, query).json()["title"] == "At Kosak Chiropractic"
    assert "At Quiropráctica" in open_preview(desk, article, data, mode="sol").content.decode()


def test_a_master_can_be_shown_built_in_and_that_is_remembered(desk, article, headless):
    data = article_data(title="At {{ clinic.name }}")
    for mode in ("kosak:built-in", ""):
        page = open_preview(desk, article, data, mode=mode).content.decode()
        assert "At Kosak Chiropractic" in page
    assert 'value="kosak:built-in"' in desk.get(edit_url(article)).content.decode()
    assert address(open_preview(desk, article, data, mode="kosak"))
    assert 'value="kosak"' in desk.get(edit_url(article)).content.decode()


def test_both_are_offered_for_a_clinic_with_a_front_end(desk, headless, sol):
    found = desk.get(reverse("clinic_cms_preview_choices")).json()["modes"]
    assert [row["mode"] for row in found] == ["kosak", "kosak:built-in", "sol"]


def test_a_draft_that_lacks_a_fact_says_which_in_the_admin(desk, article, headless):
    ClinicLocation.objects.update(phone="")
    data = article_data(summary="{{ clinic.phone }}")
    page = open_preview(desk, article, data, mode="kosak").content.decode()
    assert "The clinic lacks Clinic phone, so no one would see" in page
    assert "No preview yet" in page


def test_the_saved_draft_and_old_versions_open_there_too(desk, headless):
    page = headless.location
    page.intro = "<p>Saved</p>"
    revision = page.save_revision()
    for name, args in (
        ("view_draft", [page.pk]),
        ("revisions_view", [page.pk, revision.pk]),
    ):
        url = reverse(f"wagtailadmin_pages:{name}", args=args)
        assert "Saved" in read(desk, address(desk.get(url))[1]).json()["intro"]


def test_a_translation_that_is_being_written_opens_there_too(desk, article, library, headless):
    make_library("es", library)
    translation = ensure_translation(article, locale("es"))
    put(translation, "Treatment at {{ clinic.name }}", "En {{ clinic.name }}")
    url = reverse("wagtail_localize:preview_translation", args=[translation.pk])
    _url, query = address(desk.get(url))
    response = read(desk, query)
    assert "En Kosak Chiropractic" in [part["heading"] for part in response.json()["sections"]]
    assert query["locale"] == response["Content-Language"] == "es"


@pytest.mark.parametrize("model", ["cliniclocation", "practitionerpage", "clinicpage"])
def test_a_page_that_was_never_saved_has_no_path(desk, headless, model):
    url = reverse("wagtailadmin_pages:preview_on_add", args=["clinic_cms", model, headless.home.pk])
    data = location_data(title="Brand new", slug="", gender="unspecified", role="free")
    data |= {"languages-count": "0", "body-count": "0", "bio": rich_text("")}
    for _stroke in range(2):
        assert desk.post(url, data).json()["is_available"]
        _url, query = address(desk.get(url))
    assert query["path"] == ""
    assert read(desk, query).json()["title"] == "Brand new"
    assert the_draft().parent_id == headless.home.pk


def test_a_new_page_offers_both_previews(desk, headless):
    url = reverse("wagtailadmin_pages:add", args=["clinic_cms", "clinicpage", headless.home.pk])
    assert '<option value="built-in">' in desk.get(url).content.decode()


def test_an_owner_previews_their_own_clinic_on_its_host(client, headless, sol):
    owner = make_owner(headless)
    client.force_login(owner)
    client.defaults["HTTP_HOST"] = headless.host
    _url, query = address(open_preview(client, headless.location, location_data()))
    assert the_draft().user == owner
    assert read(client, query).status_code == 200
    assert client.get(preview_url(sol.location)).status_code in {302, 403, 404}
    assert PreviewDraft.objects.count() == 1


def test_the_preview_costs_the_same_with_each_stroke(desk, headless, django_assert_max_num_queries):
    open_preview(desk, headless.location, location_data())
    with django_assert_max_num_queries(40):
        desk.get(preview_url(headless.location))
