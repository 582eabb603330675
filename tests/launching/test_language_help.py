"""The language help notice, switched on by a spec."""

from clinic_cms.models import Clinic
from tests.launching.conftest import changes_of, conflicts_of

LOCALES = 'locales = ["en-us", "es"]\n'


def test_a_spec_switches_the_notice_on_and_off(spec):
    spec.launch()
    assert Clinic.objects.get().language_help == []
    spec.edit(LOCALES, f'{LOCALES}language_help = ["vi", "es"]\n').launch()
    assert Clinic.objects.get().language_help == ["vi", "es"]
    assert changes_of(spec.launch()) == []
    spec.edit('language_help = ["vi", "es"]\n', "").launch()
    assert Clinic.objects.get().language_help == []


def test_languages_that_the_agency_chose_in_the_admin_are_left(spec):
    spec.launch()
    Clinic.objects.update(language_help=["es"])
    assert conflicts_of(spec.launch()) == [("clinic", "language_help", "owner")]
    assert Clinic.objects.get().language_help == ["es"]
