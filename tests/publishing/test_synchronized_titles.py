from wagtail.models import Page

from tests.factories import make_clinic, translate


def test_a_doctor_s_new_name_stands_on_the_rows_of_all_languages(library):
    kosak = make_clinic()
    translate(kosak.home, "es", title="Kosak", slug="kosak-es")
    spanish = translate(kosak.doctor, "es")

    kosak.doctor.title = "Michaela Wilson"
    kosak.doctor.save_revision().publish()

    row = Page.objects.get(pk=spanish.pk)
    assert (row.title, row.draft_title) == ("Michaela Wilson", "Michaela Wilson")


def test_other_titles_are_each_language_s_own(library):
    kosak = make_clinic()
    translate(kosak.home, "es", title="Kosak", slug="kosak-es")
    spanish = translate(kosak.location, "es", title="Consulta")

    kosak.location.save_revision().publish()

    assert Page.objects.get(pk=spanish.pk).title == "Consulta"
