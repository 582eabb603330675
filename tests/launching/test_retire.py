"""Off line, and back."""

import pytest
from django.test import Client

from clinic_cms.errors import Refused
from clinic_cms.launching.service import retire
from clinic_cms.models import Clinic
from tests.launching.conftest import changes_of, owner_edits


def status() -> int:
    return Client(HTTP_HOST="kosak.example").get("/").status_code


def test_a_retired_clinic_is_gone_and_keeps_its_pages(launched):
    clinic, changed = retire(slug="kosak")
    assert changed
    assert status() == 410
    assert clinic.home.live


def test_retiring_again_changes_nothing(launched):
    retire(slug="kosak")
    since = Clinic.objects.get().retired_at
    assert retire(slug="kosak") == (launched, False)
    assert Clinic.objects.get().retired_at == since


def test_launching_brings_it_back_with_what_its_owner_changed(spec, location):
    owner_edits(location, phone="+17075550199")
    retire(slug="kosak")
    assert changes_of(spec.launch(dry_run=True)) == [("clinic", "retired")]
    spec.launch()
    assert status() == 200
    location.refresh_from_db()
    assert location.phone == "+17075550199"


def test_an_unknown_slug_is_answered_with_the_nearest(launched):
    with pytest.raises(Refused, match="Did you mean “kosak”"):
        retire(slug="kosac")
