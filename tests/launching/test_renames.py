"""A spec that calls people and places by other names than before: the same pages, renamed."""

import pytest

from clinic_cms.models import Clinic, ClinicLocation, PractitionerPage
from tests.launching.conftest import changes_of, conflicts_of, owner_edits

NAME = 'name = "Michael Wilson"\n'
LEAD = 'lead = "Michael Wilson"'


def rename(spec, name, was=""):
    stated = f'name = "{name}"\n' + (f'was = "{was}"\n' if was else "")
    return spec.edit(NAME, stated).edit(LEAD, f'lead = "{name}"')


def people():
    return PractitionerPage.objects.filter(locale__language_code="en-us")


@pytest.mark.parametrize(
    "name", ["Michael Wilson-Marsh", "Mich Wilson", "Michael John Wilson", "Michael Marsh Wilson"]
)
def test_a_name_that_grew_is_the_same_persons(spec, launched, name):
    before = people().get()
    result = rename(spec, name).launch()
    assert people().get().pk == before.pk
    assert people().get().title == name
    assert not any("was =" in warning for warning in result.plan.warnings)
    assert changes_of(spec.launch()) == []
    assert ClinicLocation.objects.get(locale__language_code="en-us").lead == before


def test_who_has_a_new_name_altogether_is_asked_for(spec, launched):
    (warning,) = rename(spec, "Ann Marsh").launch(dry_run=True).plan.warnings
    assert "practitioner ann-marsh is new" in warning
    assert "was = “Michael Wilson”" in warning


@pytest.mark.parametrize("was", ["Michael Wilson", "michael-wilson"])
def test_was_says_that_it_is_the_same(spec, launched, was):
    before = people().get()
    result = rename(spec, "Ann Marsh", was).launch()
    assert result.plan.warnings == []
    assert ("practitioner:ann-marsh@en-us", "title") in changes_of(result)
    assert people().get().pk == before.pk
    assert (people().get().slug, people().get().live) == ("ann-marsh", True)
    assert PractitionerPage.objects.count() == 2
    assert changes_of(spec.launch()) == []


def test_the_page_of_a_renamed_person_keeps_what_its_owner_wrote(spec, launched):
    owner_edits(people().get(), credentials="DC")
    result = rename(spec, "Michael Wilson-Marsh").launch()
    assert conflicts_of(result) == [
        ("practitioner:michael-wilson-marsh@en-us", "credentials", "owner")
    ]
    assert people().get().credentials == "DC"


def test_two_who_are_alike_are_not_guessed(spec, launched):
    rename(spec, "Michael Wilson-Marsh").append(
        '[[practitioners]]\nname = "Michael Wilson-Reyes"\n'
    )
    warnings = spec.launch(dry_run=True).plan.warnings
    assert len(warnings) == 2
    assert all("was = “Michael Wilson”" in warning for warning in warnings)


def test_someone_who_joins_is_no_one_else(spec, launched):
    spec.append('[[practitioners]]\nname = "Michael Wilsons"\n')
    assert spec.launch().plan.warnings == []
    assert people().count() == 2


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ('city = "Fairfield"', 'city = "Cordelia"', "title"),
        ('city = "Fairfield"', 'title = "North office"\ncity = "Fairfield"', "title"),
        ('city = "Fairfield"', 'slug = "north"\ncity = "Fairfield"', "slug"),
    ],
)
def test_a_place_is_known_by_its_phone(spec, launched, location, old, new, changed):
    result = spec.edit(old, new).launch()
    assert {field for _object, field in changes_of(result)} >= {changed}
    assert ClinicLocation.objects.count() == 2
    assert Clinic.objects.get().primary_location == location
    assert changes_of(spec.launch()) == []


def test_a_place_with_another_phone_and_address_is_asked_for(spec, launched):
    spec.edit('city = "Fairfield"', 'city = "Napa"').edit("707-555-0111", "707-555-0122")
    (warning,) = spec.launch(dry_run=True).plan.warnings
    assert "was = “Fairfield”" in warning
    spec.edit('city = "Napa"', 'city = "Napa"\nwas = "Fairfield"').launch()
    assert ClinicLocation.objects.count() == 2


def test_an_earlier_name_that_no_one_had_changes_nothing(spec, launched):
    spec.edit(NAME, f'{NAME}was = "Nobody"\n')
    assert changes_of(spec.launch()) == []
