"""A preview is filled for a clinic that the editor may see."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text
from wagtail.users.models import UserProfile

from tests.admin.conftest import article_data, edit_url, location_data, make_owner, preview_url
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db


def preview(client, page, data, mode=""):
    response = client.post(preview_url(page), data).json()
    assert response == {"is_valid": True, "is_available": True}
    return client.get(preview_url(page), {"mode": mode}).content.decode()


def test_a_master_is_filled_for_the_chosen_clinic(desk, article, kosak, sol):
    data = article_data(title="At {{ clinic.name }}")
    assert "At Quiropráctica Sol" in preview(desk, article, data, "sol")
    assert "At Kosak Chiropractic" in preview(desk, article, data, "kosak")


def test_the_choice_is_remembered(desk, article, kosak, sol):
    data = article_data(title="At {{ clinic.name }}")
    preview(desk, article, data, "sol")
    assert "At Quiropráctica Sol" in preview(desk, article, data)
    assert 'value="sol"' in desk.get(edit_url(article)).content.decode()


def test_a_spanish_master_is_previewed_in_spanish(desk, spanish_article, kosak, sol):
    page = preview(desk, spanish_article, article_data(title="Espasmos"), "kosak")
    assert '<html lang="es"' in page
    assert "Kosak" in page


def test_a_draft_with_a_broken_tag_says_so_in_its_preview(desk, article, kosak):
    page = preview(desk, article, article_data(title="{{ clinic.nam }}"))
    assert "No preview yet" in page


@pytest.mark.parametrize(
    ("summary", "reason"),
    [
        ("{{ doctor.credentials }}", "Ceci utilise "),
        ("{{ clinic.nam }}", "Résumé"),
    ],
)
def test_a_draft_that_cannot_be_filled_says_so_in_the_editors_language(
    desk, spanish_article, kosak, sol, summary, reason
):
    user = get_user_model().objects.get(pk=desk.session["_auth_user_id"])
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "fr"})
    page = preview(desk, spanish_article, article_data(summary=summary), "kosak")
    assert '<html lang="fr"' in page
    assert "Pas encore d’aperçu" in page
    assert reason in page
    assert "missing facts" not in page
    assert "broken" not in page


def test_without_any_clinic_the_preview_says_what_to_do(desk, article):
    assert "Launch a clinic first" in preview(desk, article, article_data())


def test_a_clinics_own_page_is_filled_for_that_clinic(desk, kosak, sol):
    page = preview(desk, sol.location, location_data(intro=rich_text("<p>{{ clinic.name }}</p>")))
    assert "Quiropráctica Sol" in page
    assert "Kosak" not in page


@pytest.mark.parametrize("model", ["cliniclocation", "practitionerpage", "clinicpage"])
def test_a_page_that_was_never_saved_can_be_previewed(desk, kosak, model):
    url = reverse("wagtailadmin_pages:preview_on_add", args=["clinic_cms", model, kosak.home.pk])
    data = location_data(title="", slug="", gender="unspecified", role="free")
    data |= {"languages-count": "0", "body-count": "0", "bio": rich_text("")}
    assert desk.post(url, data).json()["is_available"]
    assert "Kosak Chiropractic" in desk.get(url).content.decode()


def test_a_new_master_can_be_previewed(desk, library, kosak):
    url = reverse(
        "wagtailadmin_pages:preview_on_add", args=["clinic_cms", "conditionpage", library.pk]
    )
    assert desk.post(url, article_data(summary="{{ clinic.name }}")).json()["is_available"]
    assert "Kosak Chiropractic" in desk.get(url, {"mode": "kosak"}).content.decode()


def test_the_search_finds_clinics_by_name_slug_and_host(desk, kosak, sol):
    url = reverse("clinic_cms_preview_choices")
    for words in ("Quiro", "sol", "sol.exa"):
        assert desk.get(url, {"q": words}).json() == {
            "modes": [{"mode": "sol", "name": "Quiropráctica Sol"}]
        }
    assert len(desk.get(url).json()["modes"]) == 2


def test_an_owner_is_offered_only_their_own_clinic(client, article, kosak, sol):
    client.force_login(make_owner(sol))
    found = client.get(reverse("clinic_cms_preview_choices"), headers={"host": sol.host}).json()
    assert [row["mode"] for row in found["modes"]] == ["sol"]


def test_opening_the_preview_costs_the_same_with_many_clinics(
    desk, article, kosak, django_assert_max_num_queries
):
    for number in range(20):
        make_clinic(f"other-{number}", host=f"other-{number}.example")
    desk.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk]))
    with django_assert_max_num_queries(25):
        desk.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk]), {"mode": "kosak"})
