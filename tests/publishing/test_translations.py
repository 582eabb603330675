"""Which translations are out of date, and which titles all languages share."""

import pytest
from wagtail.models import Page

from clinic_cms.models import TranslationRecord
from tests.factories import make_clinic, make_condition, make_library, translate
from tests.translating.conftest import page_in


def stale(page) -> bool:
    return TranslationRecord.objects.get(page=page).stale_since is not None


@pytest.fixture
def spanish(article):
    make_library("es", article.get_parent().specific)
    return translate(article, "es", title="Espasmos", slug="espasmos", causes_heading="Causas")


@pytest.fixture
def french(article):
    make_library("fr", article.get_parent().specific)
    return translate(article, "fr", title="Spasmes", slug="spasmes", causes_heading="Raisons")


def change(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_new_translation_is_up_to_date(spanish, article):
    record = TranslationRecord.objects.get(page=spanish)

    assert record.source_id == article.pk
    assert record.stale_since is None
    assert record.rendered_at


def test_a_changed_sentence_marks_exactly_that_article_s_translations(spanish, french, article):
    other = make_condition(article.get_parent(), slug="sciatica", title="Sciatica")
    translate(other, "es", slug="ciatica", title="Ciática")

    change(article, causes_heading="Usual causes")

    assert set(
        TranslationRecord.objects.exclude(stale_since=None).values_list("page", flat=True)
    ) == {
        spanish.pk,
        french.pk,
    }


def test_publishing_the_fixed_translation_clears_it_alone(spanish, french, article):
    change(article, causes_heading="Usual causes")

    change(page_in("es", article), causes_heading="Causas habituales")

    assert not stale(spanish)
    assert stale(french)


def test_a_source_that_is_changed_back_makes_its_translations_current(spanish, article):
    change(article, causes_heading="Usual causes")
    change(article, causes_heading="Causes")

    assert not stale(spanish)


def test_what_no_one_translates_marks_nothing(spanish, article):
    change(article, author="Somebody Else", slug="spasms", show_in_menus=True)

    assert not stale(spanish)


def test_a_draft_of_the_source_marks_nothing(spanish, article):
    article.causes_heading = "Usual causes"
    article.save_revision()

    assert not stale(spanish)


def test_keys_of_the_editor_are_no_change(spanish, article):
    article.treatment.raw_data[0]["value"] = '<p data-block-key="x1">Call {{ clinic.phone }}.</p>'
    article.save_revision().publish()

    assert not stale(spanish)


def test_a_doctor_s_name_and_a_phone_need_no_translator(library):
    kosak = make_clinic()
    make_clinic_home_in("es", kosak)
    doctor, location = translate(kosak.doctor, "es"), translate(kosak.location, "es")

    change(kosak.doctor, title="Michael Wilson Jr.", last_name="Wilson Jr.")
    change(kosak.location, phone="+17074261112")

    assert not stale(doctor)
    assert not stale(location)


def test_a_translation_of_unknown_age_is_looked_at(spanish, article):
    TranslationRecord.objects.all().delete()

    change(article, causes_heading="Usual causes")

    assert stale(spanish)


def make_clinic_home_in(code, built):
    from clinic_cms.models import ClinicLocale
    from tests.factories import locale

    home = translate(built.home, code, title=built.clinic.name, slug=f"{built.clinic.slug}-{code}")
    ClinicLocale.objects.create(clinic=built.clinic, locale=locale(code), home=home, position=1)
    return home


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
