"""An article as JSON says what its page says."""

import json
import re

import pytest
from django.utils import timezone
from wagtail.models import APIToken

from clinic_cms.api.http import authentication
from clinic_cms.models import ClinicLocation, ConditionIndexPage, Subscription
from tests.factories import make_condition, translate

pytestmark = pytest.mark.django_db
ARTICLE = "clinics/kosak/conditions/back-spasms"
FULL = "clinics/kosak/conditions/full"


def by_type(article):
    sections = [{"blocks": article["opening"]}, *article["sections"]]
    return {block["type"]: block for section in sections for block in section["blocks"]}


def test_an_article_is_filled_with_the_facts_of_its_clinic(api, article, sol, spanish_article):
    english = api.get(ARTICLE)
    assert english["sections"][1]["heading"] == "Treatment at Kosak Chiropractic"
    assert english["sections"][0]["blocks"][0]["value"]["explanation"] == (
        "<p>Ask Dr. Michael Wilson in Fairfield, CA.</p>"
    )
    spanish = api.ask("clinics/sol/conditions/espasmos")
    assert spanish["Content-Language"] == "es"
    assert "Dra. Lucía Núñez" in spanish.content.decode()
    assert "Wilson" not in spanish.content.decode()
    assert "{{" not in json.dumps(english) + spanish.content.decode()


@pytest.mark.parametrize("path", ["navigation", "conditions", "words", "home"])
def test_every_answer_in_a_locale_names_its_language(api, sol, path):
    assert api.ask(f"clinics/sol/{path}")["Content-Language"] == "es"


def test_a_block_is_there_as_a_typed_value_and_as_the_pages_html(api, client, full_article, kosak):
    article = api.get(FULL)
    blocks = by_type(article)
    assert blocks["cause"]["value"]["kind"] == "other"
    assert article["sections"][1]["blocks"][0]["value"]["kind_label"] == "Posture"
    assert blocks["treatment"]["value"]["setting_label"] == "In the clinic"
    assert blocks["advice_card"]["value"]["urgency_label"] == "Emergency"
    assert blocks["text"]["id"] == "00000000-0000-4000-8000-000000000001"
    assert blocks["text"]["value"] == "<p>Ask Dr. Michael Wilson &amp; co.</p>"
    page = client.get("/conditions/full/", headers={"host": kosak.host}).content.decode()
    squeezed = re.sub(r"\s+", " ", page)
    for block in blocks.values():
        assert re.sub(r"\s+", " ", block["html"]) in squeezed


def test_a_picture_comes_in_the_sizes_and_formats_of_the_page(api, client, full_article, kosak):
    figure = by_type(api.get(FULL))["figure"]["value"]
    assert figure["caption"] == "At Kosak Chiropractic"
    assert figure["image"]["alt"] == "A stretch"
    files = figure["image"]["renditions"]
    assert [file["type"] for file in files][::2] == ["image/avif", "image/webp", "image/jpeg"]
    page = client.get("/conditions/full/", headers={"host": kosak.host}).content.decode()
    for file in files:
        assert file["url"].startswith("http://kosak.example/media/")
        assert file["url"].removeprefix("http://kosak.example") in page
        assert file["width"] > 0 < file["height"]


def test_review_sources_and_structured_data_are_those_of_the_page(api, client, full_article, kosak):
    article = api.get(FULL)
    assert article["review"]["reviewer"] == "Rae Reviewer"
    assert article["review"]["next_review_on"] == "2027-01-05"
    assert article["references"] == [
        {"title": "Study", "publisher": "NHS", "url": "https://nhs.uk", "year": 2024}
    ]
    assert [related["slug"] for related in article["related"]] == ["back-spasms"]
    page = client.get("/conditions/full/", headers={"host": kosak.host}).content.decode()
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(script.group(1)) == article["json_ld"]


def test_an_article_names_itself_and_its_translations(api, article, kosak):
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    translate(kosak.index, "es", slug="afecciones")
    translate(article.get_parent(), "es")
    translate(article, "es", title="Espasmos", slug="espasmos")
    spanish = api.get("clinics/kosak/conditions/espasmos", locale="es")
    assert spanish["path"] == "/es/afecciones/espasmos/"
    assert spanish["canonical"] == "http://kosak.example/es/afecciones/espasmos/"
    assert [other["path"] for other in spanish["alternates"]] == [
        "/conditions/back-spasms/",
        "/es/afecciones/espasmos/",
    ]
    assert api.get(ARTICLE)["alternates"][1]["url"] == spanish["canonical"]


def test_only_chosen_fields_come_and_their_answer_has_a_type_of_its_own(api, article):
    response = api.ask(ARTICLE, {"fields": "title,path"})
    assert response.json() == {"title": "Back spasms", "path": "/conditions/back-spasms/"}
    assert response["Content-Type"] == "application/vnd.clinic-cms.part+json"


def test_what_patients_cannot_open_is_not_there(api, article, kosak):
    assert api.problem("clinics/kosak/conditions/nothing") == (404, "clinic_cms.V005", None)
    Subscription.objects.create(clinic=kosak.clinic, condition_key=kosak.home.translation_key)
    kosak.clinic.subscribes_to_all = False
    kosak.clinic.save()
    assert api.problem(ARTICLE) == (404, "clinic_cms.V005", None)


def test_a_withheld_article_is_not_there(api, article, kosak):
    ClinicLocation.objects.update(phone="")
    assert api.problem(ARTICLE) == (404, "clinic_cms.V005", None)
    assert api.get("clinics/kosak/conditions")["items"] == []


def test_without_a_conditions_index_no_article_has_an_address(api, article, kosak):
    ConditionIndexPage.objects.update(live=False)
    assert api.problem(ARTICLE) == (404, "clinic_cms.V005", None)
    assert api.get("clinics/kosak/conditions")["items"] == []


def test_articles_are_listed_by_title_page_by_page(api, article, library, kosak):
    for number in range(4):
        text = "Núca {{ clinic.name }}"
        make_condition(library, f"a-{number}", title=f"A {number}", summary=text)
    own = make_condition(kosak.index, "own", title="Own")
    first = api.get("clinics/kosak/conditions", limit=3)
    assert [item["slug"] for item in first["items"]] == ["a-0", "a-1", "a-2"]
    assert first["total"] == 6
    # What comes or goes on pages before shifts nothing.
    make_condition(library, "a-00", title="A 00")
    second = api.get("clinics/kosak/conditions", limit=3, cursor=first["next"])
    assert [item["slug"] for item in second["items"]] == ["a-3", "back-spasms", "own"]
    assert second["next"] is None
    found = api.get("clinics/kosak/conditions", q="NUCA kosak 2")["items"]
    assert [item["slug"] for item in found] == ["a-2"]
    mine = api.get("clinics/kosak/conditions", source="clinic")["items"]
    assert [item["slug"] for item in mine] == [own.slug]


@pytest.mark.parametrize("written", ['l\'os "creux"', "l’os “creux”", "lʼos «creux»"])
@pytest.mark.parametrize("asked", ["L'OS", "l’os", '"creux"', "„creux“"])
def test_apostrophes_and_quotation_marks_are_found_however_they_are_set(
    api, library, kosak, written, asked
):
    make_condition(library, "os", title="Os", summary=f"Tout sur {written}.")
    found = api.get("clinics/kosak/conditions", q=asked)["items"]
    assert [item["slug"] for item in found] == ["os"]


def test_the_longest_titles_and_slugs_make_cursors_that_are_taken(api, library, kosak):
    make_condition(library, "ظ" * 255, title="ظ" * 255)
    make_condition(library, "last", title="ى")
    first = api.get("clinics/kosak/conditions", limit=1)
    second = api.get("clinics/kosak/conditions", limit=1, cursor=first["next"])
    assert (len(second["items"]), second["next"]) == (1, None)


def test_a_raw_article_is_for_its_editors_alone(api, admin_client, article, django_user_model):
    raw = f"{ARTICLE}/raw"
    assert api.problem(raw)[:2] == (403, "clinic_cms.V007")
    api.client.force_login(django_user_model.objects.create_user("nobody"))
    assert api.problem(raw)[:2] == (403, "clinic_cms.V007")
    api.client = admin_client
    response = api.ask(raw)
    assert response["Cache-Control"] == "private, no-store"
    answer = response.json()
    assert answer["texts"]["summary"] == "What {{ clinic.name }} does for back spasms."
    assert "{{ doctor.name }}" in answer["streams"]["causes"][0]["value"]["explanation"]
    assert api.problem("clinics/kosak/conditions/nothing/raw")[:2] == (404, "clinic_cms.V005")
    assert api.problem(ARTICLE, raw="true") == (400, "clinic_cms.V001", "raw")


def raw_by(api, token):
    return api.ask(f"{ARTICLE}/raw", authorization=f"Bearer {token}")


def test_a_raw_article_is_for_the_api_tokens_of_its_editors(
    api, article, admin_user, django_user_model
):
    row, token = APIToken.create_token(user=admin_user, name="Build")
    response = raw_by(api, token)
    assert response.json()["texts"]["summary"] == "What {{ clinic.name }} does for back spasms."
    assert response["Cache-Control"] == "private, no-store"
    stranger = django_user_model.objects.create_user("nobody")
    response = raw_by(api, APIToken.create_token(user=stranger, name="Mine")[1])
    assert response.json()["code"] == "clinic_cms.V007"
    row.revoked_at = timezone.now()
    row.save()
    response = raw_by(api, token)
    assert (response.status_code, response.json()["code"]) == (401, "clinic_cms.V024")
    assert 'error="invalid_token"' in response["WWW-Authenticate"]


def test_a_wrong_api_token_is_not_made_up_for_by_a_session(api, admin_client, article):
    api.client = admin_client
    assert raw_by(api, "wagtail_wrong").json()["code"] == "clinic_cms.V024"


def test_without_wagtails_api_its_tokens_are_nothing(api, admin_user, article, monkeypatch):
    monkeypatch.setattr(authentication, "V3", "not.installed")
    token = APIToken.create_token(user=admin_user, name="Build")[1]
    assert raw_by(api, token).json()["code"] == "clinic_cms.V024"
