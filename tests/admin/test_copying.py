"""A copy belongs to the clinic of the tree into which it is put."""

import pytest
from django.urls import reverse

from clinic_cms.models import ClinicPage, ConditionPage
from tests.factories import make_clinic, make_condition

pytestmark = pytest.mark.django_db


def copy(desk, page, parent):
    data = {
        "new_title": "Copied",
        "new_slug": "copied",
        "new_parent_page": parent.pk,
        "publish_copies": "on",
    }
    response = desk.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)
    assert response.status_code == 302


def test_a_page_that_is_copied_to_another_clinic_becomes_that_clinics(desk, kosak):
    bay = make_clinic("bay", name="Bay", host="bay.example")
    copy(desk, kosak.contact, bay.home)
    assert ClinicPage.objects.get(slug="copied").clinic == bay.clinic


def test_a_master_that_is_copied_to_a_clinic_becomes_its_own_article(desk, article, kosak):
    copy(desk, article, kosak.index)
    assert ConditionPage.objects.get(slug="copied").clinic == kosak.clinic


def test_an_own_article_that_is_copied_to_the_library_becomes_a_master(desk, library, kosak):
    copy(desk, make_condition(kosak.index, slug="sciatica"), library)
    assert ConditionPage.objects.get(slug="copied").is_master
