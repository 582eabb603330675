"""The matrix of articles × locales: its rows, its cells, and what they cost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_cms.models import ClinicLocale, Subscription, TranslationRecord
from clinic_cms.translating.gates import sign
from clinic_cms.translating.matrix import (
    Status,
    cells_of,
    columns_of,
    sources_of,
    stale_translations,
    with_a,
)
from clinic_cms.translating.memory import ensure_translation
from tests.factories import locale, make_condition, make_library, translate
from tests.translating.conftest import page_in, put, put_all


def cell(article, code="es"):
    [source] = sources_of().filter(translation_key=article.translation_key)
    language = locale(code)
    return cells_of([source], [language])[source.pk, language.pk]


@pytest.fixture
def published(translation, article, translator):
    put_all(translation)
    translation.save_target(user=translator, publish=False)
    page_in("es", article).get_latest_revision().publish()
    return translation


def test_a_master_without_a_page_is_missing(article):
    found = cell(article)

    assert found.status == Status.MISSING
    assert found.page is None


def test_a_submitted_article_is_in_review_with_its_progress(translation, article):
    put(translation, "Causes", "Causas")

    found = cell(article)

    assert found.status == Status.REVIEW
    assert (found.progress.done, found.progress.total) == (1, 7)


def test_what_may_stay_empty_is_not_missing(translation, article):
    put_all(translation)
    put(translation, "back-spasms", "x").delete()

    progress = cell(article).progress

    assert (progress.done, progress.total, progress.missing) == (7, 7, 0)


def test_a_wrong_text_is_not_done(translation, article):
    put_all(translation)
    put(translation, "Call {{ clinic.phone }}.", "Llame.")

    progress = cell(article).progress

    assert (progress.done, progress.wrong, progress.missing) == (7, 1, 0)


def test_a_machine_translation_has_its_own_status_until_it_is_signed(
    translation, article, translator
):
    put_all(translation, translation_type="machine", last_translated_by=translator)
    found = cell(article)
    assert found.status == Status.MACHINE
    assert found.author == "Ana Ríos"

    sign(translation=translation, user=translator)

    found = cell(article)
    assert found.status == Status.REVIEW
    assert found.reviewer == "Ana Ríos"


def test_a_published_translation_names_its_translator(published, article):
    found = cell(article)

    assert found.status == Status.PUBLISHED
    assert found.author == "Ana Ríos"


def test_a_changed_source_makes_the_cell_stale_since_then(published, article):
    article.causes_heading = "Usual causes"
    article.save_revision().publish()

    found = cell(article)

    assert found.status == Status.STALE
    assert timezone.now() - found.since < timedelta(minutes=1)


def test_a_stale_cell_is_synced_once_the_present_text_is_taken_over(published, article):
    article.causes_heading = "Usual causes"
    article.save_revision().publish()
    assert not cell(article).is_synced

    published.source.update_from_db()

    assert cell(article).is_synced


def test_a_signature_is_of_the_text_that_was_signed(translation, article, translator):
    put_all(translation)
    sign(translation=translation, user=translator)
    translation.save_target(user=translator, publish=False)
    page = page_in("es", article)
    page.get_latest_revision().publish()
    assert not cell(article).has_changed

    page = page_in("es", article)
    page.causes_heading = "Las causas"
    page.save_revision(user=translator).publish()

    found = cell(article)
    assert found.reviewer == "Ana Ríos"
    assert found.has_changed
    assert found.changed_by == "Ana Ríos"


def test_a_source_that_is_not_live_is_offline(article):
    article.unpublish()

    assert cell(article, "en-us").status == Status.OFFLINE


def test_the_source_s_own_cell_is_the_original(article):
    assert cell(article, "en-us").status == Status.ORIGINAL


def test_an_article_is_one_row_whatever_its_translations(published, article):
    assert [page.pk for page in sources_of()] == [article.pk]


def test_an_article_that_was_submitted_from_another_locale_is_that_one_s_row(article, library):
    make_library("es", library)
    spanish = translate(article, "es", title="Espasmos", slug="espasmos", causes_heading="Causas")
    ensure_translation(spanish, locale("en-us"))

    assert [page.pk for page in sources_of()] == [spanish.pk]


def test_a_clinic_s_rows_are_its_pages_and_then_its_masters(article, kosak, sol):
    own = make_condition(kosak.index, slug="own", title="Own article")
    make_condition(sol.index, slug="another", title="Another's article")

    titles = [page.title for page in sources_of(kosak.clinic)]

    assert titles[0] == kosak.home.title
    assert titles[-1] == article.title
    assert own.title in titles
    assert "Another's article" not in titles


def test_a_clinic_s_rows_are_of_its_subscription(article, kosak, library):
    other = make_condition(library, slug="sciatica", title="Sciatica")
    kosak.clinic.subscribes_to_all = False
    kosak.clinic.save()
    Subscription.objects.create(clinic=kosak.clinic, condition_key=other.translation_key)

    titles = [page.title for page in sources_of(kosak.clinic)]

    assert other.title in titles
    assert article.title not in titles


def test_a_clinic_s_columns_are_the_locales_that_it_offers(kosak):
    locale("fr")
    ClinicLocale.objects.create(clinic=kosak.clinic, locale=locale("es"), position=1)

    assert [item.language_code for item in columns_of(kosak.clinic)] == ["en-us", "es"]


@pytest.mark.parametrize(
    ("status", "slugs"),
    [
        (Status.MISSING, ["sciatica"]),
        (Status.REVIEW, ["neck-pain"]),
        (Status.PUBLISHED, ["back-spasms"]),
        (Status.STALE, []),
        (Status.MACHINE, []),
    ],
)
def test_rows_are_filtered_by_status(published, library, status, slugs):
    make_condition(library, slug="sciatica", title="Sciatica")
    draft = make_condition(library, slug="neck-pain", title="Neck pain")
    ensure_translation(draft, locale("es"))

    found = with_a(status, sources_of(), [locale("en-us"), locale("es")])

    assert [page.slug for page in found] == slugs


def test_cells_cost_the_same_for_any_number_of_rows_and_locales(
    published, library, django_assert_num_queries
):
    def cells(codes):
        sources, locales = list(sources_of()), [locale(code) for code in codes]
        with django_assert_num_queries(4):
            return cells_of(sources, locales)

    assert len(cells(["en-us", "es"])) == 2
    for number in range(12):
        make_condition(library, slug=f"article-{number}", title=f"Article {number}")
    assert len(cells(["en-us", "es", "fr", "vi", "ar", "zh-hans"])) == 78


def test_stale_translations_are_counted_for_a_clinic_or_for_all(published, article, kosak, sol):
    contact = kosak.contact
    spanish_home = translate(kosak.home, "es", title="Kosak", slug="kosak-es")
    ClinicLocale.objects.create(clinic=kosak.clinic, locale=locale("es"), home=spanish_home)
    page = translate(contact, "es", title="Contacto", slug="contacto")
    TranslationRecord.objects.update_or_create(
        page=page, defaults={"source": contact, "stale_since": timezone.now()}
    )
    article.causes_heading = "Usual causes"
    article.save_revision().publish()

    clinics = type(kosak.clinic).objects
    assert stale_translations().count() == 2
    assert stale_translations(clinics.filter(slug="kosak")).count() == 1
    assert stale_translations(clinics.filter(slug="sol")).count() == 0
