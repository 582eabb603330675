"""A draft is for whoever has its token, for its time, and for its clinic."""

import json
import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from clinic_cms.launching.access import ensure_access
from clinic_cms.models import Clinic, ClinicLocation, ClinicOrigin, PreviewDraft
from clinic_cms.publishing.due import purge_previews
from clinic_cms.tenancy.preview_drafts import SALT, keep_draft, token_of
from tests.admin.conftest import make_owner
from tests.api.conftest import NETWORK, Api
from tests.factories import make_clinic, make_condition, make_image
from tests.previews import PREVIEW_URL, edited, the_draft, token_for

pytestmark = pytest.mark.django_db
PREVIEW = "clinics/kosak/preview"
ORIGIN = "https://www.kosak.example"
COST = 14
"""Queries: the clinic, the draft, its page, the editor's rights, and what any page costs."""


@pytest.fixture
def agency(db):
    return User.objects.create_superuser("agency")


@pytest.fixture
def token(agency, kosak, article):
    return token_for(agency, kosak, article, title="Draft at {{ clinic.name }}")


def ask(api, token, path=PREVIEW, **options):
    headers = {"authorization": f"Bearer {token}"} if token is not None else {}
    return api.ask(path, **options, **headers)


def unsigned(response):
    """An answer without the signatures of its pictures' URLs."""
    return json.loads(re.sub(r"\?signature=[^\"]+", "", response.content.decode()))


def refused(response):
    assert response["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["code"]


def test_the_draft_is_answered_as_the_published_page_is(api, kosak, token, full_article, agency):
    live = api.get("clinics/kosak/conditions/back-spasms")
    draft = ask(api, token).json()
    assert draft["title"] == "Draft at Kosak Chiropractic"
    assert draft.keys() == live.keys()
    assert "Draft at Kosak Chiropractic" in str(draft["json_ld"])
    full = unsigned(ask(api, token_for(agency, kosak, full_article)))
    live = api.get("clinics/kosak/conditions/full")
    assert full == live


def test_a_front_end_shows_the_pictures_of_a_draft_for_as_long(
    api, client, kosak, sol, agency, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    ensure_access(kosak.clinic)
    kosak.clinic.save()
    picture = make_image("hero")
    picture.collection = kosak.clinic.collection
    picture.save()

    answer = ask(api, token_for(agency, kosak, kosak.home, hero_image=picture)).json()

    url = answer["hero_picture"]["renditions"][0]["url"]
    path = url.removeprefix(f"http://{kosak.host}")
    plain, _mark, signature = path.partition("?")
    other = picture.get_rendition("width-40").url

    def status(path, host=kosak.host):
        response = client.get(path, headers={"host": host})
        response.getvalue()
        return response.status_code

    assert status(path) == 200
    assert status(path, sol.host) == 404
    assert {status(each) for each in (plain, f"{other}?{signature}", f"{path}x")} == {404}
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert status(path) == 404


@pytest.mark.parametrize("name", ["home", "index", "location", "doctor", "contact"])
def test_every_type_of_page_can_be_previewed(api, kosak, agency, full_home, name):
    page = getattr(kosak, name)
    path = page.slug if name != "home" else None
    live = api.get(f"clinics/kosak/pages/{path}" if path else "clinics/kosak/home")
    assert unsigned(ask(api, token_for(agency, kosak, page))) == live


def test_a_draft_in_another_language_is_said_in_it(api, kosak, sol, agency, spanish_article):
    answer = ask(api, token_for(agency, kosak, spanish_article, title="Borrador"))
    assert answer["Content-Language"] == "es"
    assert answer.json()["locale"] == "es"
    assert answer.json()["title"] == "Borrador"


def test_without_a_token_there_is_nothing_and_the_scheme_is_named(api, token):
    response = ask(api, None)
    assert refused(response) == (401, "clinic_cms.V020")
    assert response["WWW-Authenticate"] == "Bearer"
    assert refused(api.ask(PREVIEW, authorization=f"Basic {token}")) == (401, "clinic_cms.V020")
    assert refused(api.ask(PREVIEW, {"token": token})) == (400, "clinic_cms.V001")


def test_a_wrong_token_opens_nothing(api, token):
    unsigned = signing.dumps([the_draft().pk, "kosak"], salt="another")
    for wrong in ("", "x", token[:-1], token + "x", unsigned, token.replace(":", "."), "é"):
        response = ask(api, wrong)
        assert refused(response) == (401, "clinic_cms.V021"), wrong
        assert 'error="invalid_token"' in response["WWW-Authenticate"]


def test_a_signed_session_cookie_does_not_help(api, admin_client, token):
    api.client = admin_client
    assert refused(ask(api, None)) == (401, "clinic_cms.V020")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(place=st.integers(0, 200), letter=st.characters(min_codepoint=33, max_codepoint=126))
def test_a_token_with_any_letter_changed_opens_nothing(client, token, place, letter):
    place %= len(token)
    changed = token[:place] + letter + token[place + 1 :]
    status = ask(Api(client, NETWORK), changed).status_code
    assert status == (200 if changed == token else 401)


def test_a_token_is_for_its_hour(api, token):
    with time_machine.travel(timezone.now() + timedelta(minutes=59)):
        assert ask(api, token).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert refused(ask(api, token)) == (401, "clinic_cms.V021")


def test_an_old_token_does_not_live_on_by_a_renewed_draft(api, agency, kosak, article, token):
    with time_machine.travel(timezone.now() + timedelta(minutes=59)):
        newer = token_for(agency, kosak, article)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert refused(ask(api, token)) == (401, "clinic_cms.V021")
        assert ask(api, newer).status_code == 200


def test_a_draft_whose_own_time_is_over_is_gone(api, token):
    PreviewDraft.objects.update(expires_at=timezone.now())
    assert refused(ask(api, token)) == (401, "clinic_cms.V021")


def test_the_setting_says_how_long(api, token, settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "PREVIEW_SECONDS": 60}
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert refused(ask(api, token)) == (401, "clinic_cms.V021")


def test_another_clinics_token_opens_nothing(api, client, sol, agency, token):
    on_sol = Api(client, sol.host)
    assert refused(ask(api, token, "clinics/sol/preview")) == (403, "clinic_cms.V022")
    assert refused(ask(on_sol, token, "clinics/sol/preview")) == (403, "clinic_cms.V022")
    assert refused(ask(on_sol, token)) == (404, "clinic_cms.V003")
    assert refused(ask(api, token, "clinics/none/preview")) == (404, "clinic_cms.V003")
    forged = signing.dumps([the_draft().pk, "sol"], salt=SALT)
    assert refused(ask(api, forged, "clinics/sol/preview")) == (401, "clinic_cms.V021")


def test_the_clinics_own_host_answers_too(kosak_api, token):
    assert ask(kosak_api, token).status_code == 200


def test_a_closed_clinic_shows_no_drafts(api, token):
    Clinic.objects.update(retired_at=timezone.now())
    assert refused(ask(api, token)) == (410, "clinic_cms.V006")


def test_a_deleted_page_or_editor_takes_the_draft_along(api, agency, kosak):
    for gone in (kosak.contact, User.objects.create_superuser("other")):
        user = gone if isinstance(gone, User) else agency
        token = token_for(user, kosak, kosak.contact if gone is kosak.contact else kosak.doctor)
        assert ask(api, token).status_code == 200
        gone.delete()
        assert refused(ask(api, token)) == (401, "clinic_cms.V021")


def test_an_editor_who_may_edit_no_longer_takes_the_draft_along(api, kosak, sol):
    owner = make_owner(kosak)
    token = token_for(owner, kosak, kosak.contact)
    group = owner.groups.get()
    assert ask(api, token).status_code == 200
    for change, undo in (
        (lambda: set_active(owner, False), lambda: set_active(owner, True)),
        (lambda: owner.groups.remove(group), lambda: owner.groups.add(group)),
        (lambda: group.page_permissions.all().delete(), lambda: None),
    ):
        change()
        assert refused(ask(api, token)) == (401, "clinic_cms.V021")
        undo()


def set_active(user, is_active):
    User.objects.filter(pk=user.pk).update(is_active=is_active)


def test_an_owner_without_the_admin_reads_no_drafts(api, kosak):
    owner = make_owner(kosak)
    token = token_for(owner, kosak, kosak.contact)
    entrance = Permission.objects.get(codename="access_admin")
    owner.groups.get().permissions.remove(entrance)
    assert refused(ask(api, token)) == (401, "clinic_cms.V021")


def test_a_draft_that_lacks_a_fact_says_which(api, kosak, agency, article, caplog):
    ClinicLocation.objects.update(phone="")
    token = token_for(agency, kosak, article, summary="Secret {{ clinic.phone }}")
    with caplog.at_level(logging.INFO):
        response = ask(api, token)
    assert refused(response) == (409, "clinic_cms.V023")
    assert "clinic.phone" in response.json()["detail"]
    assert "Secret" not in caplog.text + response.content.decode()
    assert token not in caplog.text


def test_a_page_that_was_never_saved_can_be_shown(api, kosak, agency):
    new = type(kosak.contact)(
        title="New at {{ clinic.name }}", slug="new", clinic=kosak.clinic, locale=kosak.home.locale
    )
    new.depth, new.path = kosak.home.depth + 1, kosak.home.get_last_child()._inc_path()
    new.set_url_path(kosak.home)
    token = token_of(keep_draft(user=agency, clinic=kosak.clinic, page=new))
    assert ask(api, token).json()["title"] == "New at Kosak Chiropractic"
    assert not Page.objects.filter(slug="new").exists()


def test_a_draft_is_renewed_and_not_added_to(agency, kosak, sol, article):
    for title in ("One", "Two"):
        token_for(agency, kosak, article, title=title)
    assert the_draft().content["title"] == "Two"
    token_for(agency, sol, article)
    token_for(make_owner(kosak), kosak, article)
    assert PreviewDraft.objects.count() == 3


def test_expired_drafts_are_purged(agency, kosak, article, token):
    assert purge_previews() == "0 purged"
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        token_for(agency, kosak, kosak.contact)
        assert purge_previews() == "1 purged"
    assert the_draft().page_id == kosak.contact.pk


def test_comments_of_editors_are_not_kept(agency, kosak, article):
    draft = keep_draft(user=agency, clinic=kosak.clinic, page=edited(article))
    assert not [key for key in draft.content if "comment" in key]


def test_no_cache_and_no_crawler_keeps_an_answer(api, token):
    assert ask(api, token)["Cache-Control"] == "private, no-store"
    assert ask(api, token)["X-Robots-Tag"] == "noindex"
    assert not ask(api, token).has_header("ETag")
    for refusal in (ask(api, "x"), ask(api, token, "clinics/none/preview")):
        assert refusal["Cache-Control"] == "no-store"


def test_a_part_can_be_asked_for(api, token):
    response = api.ask(PREVIEW, {"fields": "title"}, authorization=f"bearer {token}")
    assert response.json() == {"title": "Draft at Kosak Chiropractic"}


@pytest.mark.parametrize("origin", [ORIGIN, "https://next.kosak.example"])
def test_the_clinics_front_ends_may_ask_from_a_browser(api, kosak, token, origin):
    Clinic.objects.filter(slug="kosak").update(preview_url=PREVIEW_URL)
    ClinicOrigin.objects.create(clinic=kosak.clinic, origin="https://next.kosak.example")
    asked = {"origin": origin, "access-control-request-method": "GET"}
    preflight = api.ask(PREVIEW, method="options", **asked)
    assert preflight.status_code == 204
    assert "Authorization" in preflight["Access-Control-Allow-Headers"]
    shown = api.ask(PREVIEW, origin=origin, authorization=f"Bearer {token}")
    refusal = api.ask(PREVIEW, origin=origin)
    assert (shown.status_code, refusal.status_code) == (200, 401)
    for response in (preflight, shown, refusal):
        assert response["Access-Control-Allow-Origin"] == origin
        assert "Origin" in response["Vary"]


def test_other_websites_may_not(api, sol, token):
    Clinic.objects.filter(slug="sol").update(preview_url=PREVIEW_URL)
    for origin in (ORIGIN, "null", "https://kosak.example", "http://sol.example"):
        response = api.ask(PREVIEW, origin=origin, authorization=f"Bearer {token}")
        assert not response.has_header("Access-Control-Allow-Origin")
        assert "Origin" in response["Vary"]


def test_only_reading_is_for_a_token(api, token):
    for method in ("post", "put", "patch", "delete"):
        assert refused(ask(api, token, method=method)) == (405, "clinic_cms.V009")
    assert ask(api, token, method="head").status_code == 200


@pytest.mark.parametrize("clinics", [3, 30])
def test_a_preview_costs_the_same_with_many_clinics(api, kosak, sol, article, clinics):
    for number in range(clinics):
        make_clinic(f"other-{number}", host=f"other-{number}.example")
        make_condition(article.get_parent().specific, f"more-{number}")
    owner = make_owner(kosak)
    token = token_for(owner, kosak, kosak.contact)
    ask(api, token)
    with CaptureQueriesContext(connection) as queries:
        assert ask(api, token).status_code == 200
    assert len(queries) == COST
