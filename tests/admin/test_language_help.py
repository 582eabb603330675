"""The language help notice on the form of a clinic."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from clinic_cms.models import Clinic
from tests.admin.test_clinics import save

pytestmark = pytest.mark.django_db


def help_of(built):
    return Clinic.objects.get(pk=built.clinic.pk).language_help


def test_languages_are_ticked_by_their_own_names(desk, kosak):
    kosak.clinic.language_help = ["vi"]
    kosak.clinic.save()
    url = reverse("clinics:edit", args=[kosak.clinic.pk])
    html = BeautifulSoup(desk.get(url).content, "html.parser")
    boxes = html.find_all("input", attrs={"name": "language_help"})
    assert [box["value"] for box in boxes if box.has_attr("checked")] == ["vi"]
    assert boxes[0].find_parent("label").get_text(strip=True) == "Tiếng Việt"


def test_they_are_saved_and_taken_off_again(desk, kosak):
    assert save(desk, kosak, language_help=["es", "vi"]).status_code == 302
    assert help_of(kosak) == ["es", "vi"]
    assert save(desk, kosak).status_code == 302
    assert help_of(kosak) == []


def test_the_order_of_a_spec_is_kept(desk, kosak):
    kosak.clinic.language_help = ["vi", "es"]
    kosak.clinic.save()
    save(desk, kosak, language_help=["vi", "es"])
    assert help_of(kosak) == ["vi", "es"]


def test_an_unknown_language_is_refused(desk, kosak):
    assert save(desk, kosak, language_help=["xx"]).status_code == 200
    assert help_of(kosak) == []
