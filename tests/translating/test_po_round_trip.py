"""What goes out comes in again, and changes nothing but what a translator changed."""

import json
from tempfile import TemporaryDirectory

import pytest
from django.core import serializers
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Page
from wagtail_localize.models import String, StringTranslation, Translation, TranslationSource

from clinic_cms.models import ConditionPage, TranslationRecord
from clinic_cms.translating.memory import ensure_translation
from clinic_cms.translating.po.exporting import export_po
from clinic_cms.translating.po.importing import NamedFile, import_po
from clinic_cms.translating.strings import strings_of
from tests.factories import locale, make_condition, make_library, translate
from tests.translating.conftest import SPANISH, page_in, put, put_all
from tests.translating.po_files import edited, exported, take

MODELS = (
    Page,
    ConditionPage,
    TranslationRecord,
    Translation,
    TranslationSource,
    String,
    StringTranslation,
)


def rows() -> list:
    """Every row that an import could touch, as it is stored."""
    dumps = (serializers.serialize("json", model.objects.order_by("pk")) for model in MODELS)
    return [json.loads(dump) for dump in dumps]


@pytest.fixture
def from_a_file(article, spanish_library):
    """A Spanish page that wagtail-localize does not know of."""
    page = translate(
        article,
        "es",
        title="Espasmos de espalda",
        slug="espasmos",
        summary="Lo que {{ clinic.name }} hace por usted.",
        causes_heading="Causas",
        treatment_heading="Tratamiento en {{ clinic.name }}",
    )
    page.causes.raw_data[0]["value"] |= {
        "name": "Mala postura",
        "explanation": "<p>Pregunte a {{ doctor.name }} en {{ location.place }}.</p>",
    }
    page.treatment.raw_data[0]["value"] = "<p>Llame al {{ clinic.phone }}.</p>"
    page.save_revision().publish()
    return page_in("es", article)


def test_exporting_writes_nothing_to_the_database(from_a_file, tmp_path):
    before = rows()

    exported(tmp_path)

    assert rows() == before


def test_the_file_of_a_page_that_no_one_has_submitted_has_the_text_of_the_page(
    from_a_file, tmp_path
):
    file = exported(tmp_path).decode()

    assert 'msgid "Call {{ clinic.phone }}."\nmsgstr "Llame al {{ clinic.phone }}."' in file
    assert "fuzzy" not in file


def test_a_file_of_a_page_that_is_not_there_has_no_translations(article, tmp_path):
    locale("es")

    file = exported(tmp_path).decode()

    assert 'msgid "Call {{ clinic.phone }}."\nmsgstr ""' in file
    assert not ConditionPage.objects.filter(locale__language_code="es").exists()


def test_a_round_trip_of_a_page_from_a_file_changes_nothing(from_a_file, tmp_path):
    file, before = exported(tmp_path), rows()

    [imported] = take(file, publish=True)

    assert (imported.new, imported.changed, imported.untranslated) == (0, 0, 0)
    assert rows() == before
    assert exported(tmp_path) == file


def test_a_round_trip_of_a_submitted_page_changes_nothing(translation, tmp_path):
    put_all(translation)
    put(translation, "Causes", "Causales", translation_type="machine", tool_name="Rosetta")
    put(translation, "Poor posture", "Mala postura {{ clinic.name }}")
    file, before = exported(tmp_path), rows()

    [imported] = take(file)

    assert (imported.new, imported.changed) == (0, 0)
    assert rows() == before
    assert exported(tmp_path) == file


def test_an_edited_file_changes_those_texts_alone(from_a_file, translator, tmp_path):
    file = edited(exported(tmp_path), "Mala postura", "Sentarse mal")

    [imported] = take(file, user=translator)

    assert (imported.new, imported.changed) == (0, 1)
    [row] = StringTranslation.objects.filter(last_translated_by=translator)
    assert (row.data, row.translation_type) == ("Sentarse mal", "manual")
    from_a_file.refresh_from_db()
    assert from_a_file.causes[0].value["name"] == "Mala postura"


def test_a_file_is_published_where_that_is_asked_for(from_a_file, tmp_path):
    file = edited(exported(tmp_path), "Mala postura", "Sentarse mal")

    [imported] = take(file, publish=True)

    assert imported.published
    from_a_file.refresh_from_db()
    assert from_a_file.live
    assert from_a_file.causes[0].value["name"] == "Sentarse mal"


def test_publishing_twice_publishes_once(from_a_file, tmp_path):
    file = edited(exported(tmp_path), "Mala postura", "Sentarse mal")
    take(file)

    assert take(file, publish=True)[0].published
    assert not take(file, publish=True)[0].published


def test_a_page_that_is_not_wholly_translated_is_refused_and_the_others_go_on(
    from_a_file, library, tmp_path
):
    make_condition(library, slug="sciatica", title="Sciatica")
    export_po(directory=tmp_path, locale="es")
    files = [
        NamedFile(path.name, path.read_bytes().replace(b"Mala postura", b"Sentarse mal"))
        for path in sorted(tmp_path.glob("*.po"))
    ]
    untouched = NamedFile("sciatica.es.po", edited(files[1].content, "", "Ciática", of="Sciatica"))

    spasms, sciatica = import_po(files=[files[0], untouched], publish=True)

    assert spasms.published
    assert not sciatica.published
    assert "texts are not translated yet" in sciatica.refused[0]
    assert not ConditionPage.objects.get(locale__language_code="es", draft_title="Ciática").live


def test_a_new_page_is_drafted_from_its_file_and_published(article, spanish_library, tmp_path):
    file = exported(tmp_path)
    for source, data in SPANISH.items():
        file = edited(file, "", data, of=source)

    [imported] = take(file, publish=True)

    assert imported.published
    page = page_in("es", article)
    assert (page.live, page.slug, page.title) == (True, "espasmos", "Espasmos de espalda")


def test_a_machine_s_file_waits_for_a_signature(translation, article, tmp_path):
    put_all(translation)
    file = edited(exported(tmp_path), "Causas", "Causales")

    [imported] = take(file, machine="Rosetta", publish=True)

    [row] = StringTranslation.objects.filter(translation_type="machine")
    assert (row.data, row.tool_name) == ("Causales", "Rosetta")
    assert "no one has signed it yet" in imported.refused[0]
    assert not page_in("es", article).live
    assert "#. machine translated by Rosetta, not signed" in exported(tmp_path).decode()


def test_a_changed_text_goes_out_with_its_older_wording(from_a_file, article, tmp_path):
    article.causes_heading = "Usual causes"
    article.save_revision().publish()

    file = exported(tmp_path).decode()

    assert (
        '#, fuzzy\n#| msgid "Causes"\nmsgctxt "causes_heading"\nmsgid "Usual causes"\n'
        'msgstr "Causas"' in file
    )


def test_a_corrected_translation_of_a_changed_text_is_published(from_a_file, article, tmp_path):
    article.causes_heading = "Usual causes"
    article.save_revision().publish()
    file = exported(tmp_path).replace(b"#, fuzzy\n", b"")

    [imported] = take(edited(file, "Causas", "Causas habituales"), publish=True)

    assert imported.published
    from_a_file.refresh_from_db()
    assert from_a_file.causes_heading == "Causas habituales"
    assert TranslationRecord.objects.get(page=from_a_file).stale_since is None


def test_a_file_of_an_older_source_says_what_has_changed(from_a_file, article, tmp_path):
    file = edited(exported(tmp_path), "Mala postura", "Sentarse mal")
    article.causes_heading = "Usual causes"
    article.save_revision().publish()

    [imported] = take(file)

    assert imported.changed == 1
    assert imported.warnings[0].startswith("back-spasms.es.po: The original has changed since")
    assert "The original of “Causes” has changed since" in imported.warnings[1]


def test_texts_that_the_editor_still_shows_are_taken(translation, article, tmp_path):
    put_all(translation)
    file = edited(exported(tmp_path), "Causas", "Causales")
    article.causes_heading = "Usual causes"
    article.save_revision().publish()

    take(file)

    said = {string.source: string.translation.data for string in strings_of(translation)}
    assert said["Causes"] == "Causales"


def test_the_editor_s_own_download_is_taken(translation, tmp_path):
    put_all(translation)
    file = str(translation.export_po()).encode()

    assert take(file)[0].unchanged == 8
    assert take(file.replace(b'"Causas"', b'"Causales"'))[0].changed == 1


def test_a_download_from_before_a_change_says_what_is_left_out(translation, article):
    put_all(translation)
    file = str(translation.export_po()).encode()
    article.causes_heading = "Usual causes"
    article.save_revision().publish()
    translation.source.update_from_db()

    [imported] = take(file)

    [warning] = imported.warnings
    assert "The original of “Causes” has changed since" in warning


def test_only_what_is_missing_goes_out_where_that_is_asked_for(from_a_file, article, tmp_path):
    article.causes_heading = "Usual causes"
    article.save_revision().publish()

    [files] = export_po(directory=tmp_path, locale="es", only_missing=True)

    file = (tmp_path / files.file).read_text()
    assert file.count("msgctxt") == 1
    assert 'msgid "Usual causes"' in file
    assert take(edited(file.encode().replace(b"#, fuzzy\n", b""), "Causas", "Causas de ello"))


def test_a_page_without_gaps_has_no_file_of_what_is_missing(from_a_file, tmp_path):
    [files] = export_po(directory=tmp_path, locale="es", only_missing=True)

    assert files.file == ""
    assert list(tmp_path.iterdir()) == []


def test_a_clinic_s_own_pages_go_out(kosak, library, tmp_path):
    spanish = locale("es")
    home = kosak.home.copy_for_translation(spanish)
    kosak.clinic.locales.create(locale=spanish, home=home)
    for page in (kosak.home, kosak.contact):
        page.save_revision().publish()

    files = export_po(directory=tmp_path, locale="es", clinic="kosak")

    names = [each.file for each in files]
    assert {"kosak.es.po", "kosak.contact.es.po"} <= set(names)
    file = edited((tmp_path / "kosak.contact.es.po").read_bytes(), "", "Contacto", of="Contact")
    take(file, name="kosak.contact.es.po")
    assert Page.objects.get(draft_title="Contacto").locale == spanish


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0{}"), min_size=1, max_size=40
).filter(str.strip)


class AnyText(TestCase):
    """Texts with any signs go out and come in as they are."""

    @given(summary=TEXTS, rendered=TEXTS)
    @example(summary="http:", rendered="https://example.com")
    def test_a_round_trip_changes_nothing(self, summary, rendered):
        library = make_library()
        article = make_condition(library, summary=summary)
        make_library("es", library)
        translation = ensure_translation(article, locale("es"))
        put_all(translation)
        string = next(each for each in strings_of(translation) if each.path == "summary")
        StringTranslation.objects.filter(pk=string.translation.pk).update(data=rendered)
        before = rows()

        with TemporaryDirectory() as folder:
            [imported] = take(exported(folder))

        assert (imported.new, imported.changed) == (0, 0)
        assert rows() == before
