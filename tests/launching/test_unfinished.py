"""A page that would print a fact which the clinic lacks is found before it is launched."""

import pytest

from clinic_cms.errors import Refused
from clinic_cms.launching.service import launch
from clinic_cms.models import Clinic, ClinicHomePage, PractitionerPage
from tests.launching.conftest import owner_edits
from tests.launching.test_launch import get

PRINTS = "{{ doctor.credentials }} x"
TEXTS = [
    # before, lines, key, page
    ("[conditions]", f'[home.en-us]\nhero_text = "{PRINTS}"', "home.en-us.hero_text", "home page"),
    ("[conditions]", f'[home.es]\nhero_heading = "{PRINTS}"', "home.es.hero_heading", "(es)"),
    ("[conditions]", f'[pages.about.es]\nintro = "{PRINTS}"', "pages.about.es.intro", "about"),
    (
        "[conditions]",
        f'[pages.contact.es]\ntitle = "{PRINTS}"',
        "pages.contact.es.title",
        "contact",
    ),
    ("[conditions]", f'intro = "{PRINTS}"', "locations[0].intro", "location fairfield"),
    ("[[locations]]", f'bio = "{PRINTS}"', "practitioners[0].bio", "practitioner michael-wilson"),
]


@pytest.mark.parametrize(("before", "lines", "key", "page"), TEXTS)
def test_a_text_that_prints_a_missing_fact_is_a_mistake(spec, before, lines, key, page):
    spec.edit(before, f"{lines}\n{before}")
    with pytest.raises(Refused) as caught:
        launch([spec.path], dry_run=True)
    (mistake,) = caught.value.mistakes
    assert mistake.id == "clinic_cms.L020"
    line = spec.line_of(lines.splitlines()[-1])
    assert mistake.where == f"{spec.path}, line {line}, {key}"
    assert "doctor.credentials" in mistake.message
    assert page in mistake.message
    assert "{% if doctor.credentials %}" in mistake.hint
    with pytest.raises(Refused):
        spec.launch()
    assert not Clinic.objects.exists()


def test_a_page_speaks_of_its_own_practitioner_and_place(spec):
    spec.edit("[[locations]]", f'bio = "{PRINTS}"\ncredentials = "DC"\n[[locations]]')
    spec.edit("[conditions]", 'intro = "{{ location.street }}"\nstreet = "1 Main St"\n[conditions]')
    assert spec.launch().plan.warnings == []
    assert get("kosak.example", "/fairfield/").status_code == 200


def test_a_fact_that_the_owner_filled_in_is_there(spec, launched):
    person = PractitionerPage.objects.get(clinic=launched, locale__language_code="en-us")
    owner_edits(person, credentials="DC")
    spec.append(f'[home.en-us]\nhero_text = "{PRINTS}"').launch()
    assert get("kosak.example", "/").status_code == 200


def test_an_owners_page_that_prints_a_missing_fact_is_reported(spec, launched):
    home = ClinicHomePage.objects.get(clinic=launched, locale__language_code="en-us")
    owner_edits(home, hero_text=f"<p>{PRINTS}</p>")
    (warning,) = spec.launch().plan.warnings
    assert "home page (en-us)" in warning
    assert "doctor.credentials" in warning
