"""Aliases cannot be made of our pages in the admin."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from clinic_cms.models import ClinicPage
from tests.admin.conftest import edit_url
from tests.factories import locale, root, translate

pytestmark = pytest.mark.django_db


def aliases():
    return Page.objects.exclude(alias_of=None)


def copy_url(page):
    return reverse("wagtailadmin_pages:copy", args=[page.pk])


def test_the_form_that_copies_a_page_offers_no_alias(desk, kosak):
    fields = desk.get(copy_url(kosak.contact)).context["form"].fields
    assert "alias" not in fields
    assert "publish_copies" in fields


def test_a_copy_that_asks_to_be_an_alias_is_refused(desk, kosak):
    data = {
        "new_title": "Contact",
        "new_slug": "write",
        "new_parent_page": kosak.home.pk,
        "alias": "on",
    }
    page = desk.post(copy_url(kosak.contact), data, follow=True).content.decode()
    assert "No alias was made" in page
    assert not ClinicPage.objects.filter(slug="write").exists()
    del data["alias"]
    assert desk.post(copy_url(kosak.contact), data).status_code == 302
    assert ClinicPage.objects.get(slug="write").alias_of is None


def test_the_admins_api_makes_none(desk, kosak):
    url = f"/admin/api/main/pages/{kosak.contact.pk}/action/create_alias/"
    assert desk.post(url, {}, content_type="application/json").status_code == 404
    assert not aliases().exists()


@pytest.fixture
def translated(kosak):
    """A page with a translation that wagtail-localize knew once."""
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    page = translate(kosak.contact, "es", slug="contacto")
    source, _created = TranslationSource.get_or_create_from_instance(kosak.contact)
    Translation.objects.create(source=source, target_locale=locale("es"), enabled=False)
    return page


def test_a_translation_is_not_made_an_alias_again(desk, translated):
    page = desk.get(edit_url(translated)).content.decode()
    assert "localize-restart-translation" in page
    assert "localize-convert-to-alias" not in page
    url = reverse("wagtail_localize:convert_to_alias", args=[translated.pk])
    for response in (desk.get(url, follow=True), desk.post(url, follow=True)):
        assert "No alias was made" in response.content.decode()
    assert not aliases().exists()


def test_pages_of_other_types_keep_wagtails_behaviour(desk):
    page = root().add_child(instance=Page(title="Project", slug="project"))
    assert "alias" in desk.get(copy_url(page)).context["form"].fields
    url = reverse("wagtail_localize:convert_to_alias", args=[page.pk])
    assert desk.get(url).status_code == 404
