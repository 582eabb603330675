"""What a PO file shows to a translator, and which pages go out."""

import pytest

from clinic_cms.models.content_paths import locate_field
from clinic_cms.translating.po.exporting import export_po
from tests.factories import locale, make_condition, make_library
from tests.translating.po_files import exported


def test_a_text_comes_with_its_place_its_room_and_samples_of_its_tags(article, tmp_path):
    locale("es")
    block = article.causes[0].id

    file = exported(tmp_path).decode()

    assert (
        "#. Causes › 1. Cause › Explanation\n"
        "#. {{ doctor.name }}: Dr. Jane Doe\n"
        "#. {{ location.place }}: Fairfield, CA\n"
        f'msgctxt "causes.{block}.explanation"\n'
        'msgid "Ask {{ doctor.name }} in {{ location.place }}."\n'
        'msgstr ""\n'
    ) in file
    assert (
        "#. Treatment › Heading\n"
        "#. At most 160 characters.\n"
        "#. {{ clinic.name }}: Harbor Chiropractic\n"
    ) in file


def test_paragraphs_are_counted_and_links_are_pointed_out(library, tmp_path):
    text = '<p>One.</p><p>Read <a href="https://example.org/">this</a>.</p>'
    make_condition(library, treatment=[{"type": "text", "value": text}])
    locale("es")

    file = exported(tmp_path).decode()

    assert "#. Treatment › 1. Text, paragraph 2 of 2\n#. Keep <a id=…> and </a>" in file
    assert 'msgid "Read <a id=\\"a1\\">this</a>."' in file


def test_a_sentence_that_is_twice_in_a_text_is_exported_once(library, tmp_path):
    make_condition(library, treatment=[{"type": "text", "value": "<p>Rest.</p><p>Rest.</p>"}])
    locale("es")

    assert exported(tmp_path).decode().count('msgid "Rest."') == 1


def test_lists_within_blocks_are_named(kosak):
    items = [{"heading": f"Reason {number}", "text": "<p>So.</p>"} for number in (1, 2)]
    kosak.home.body = [("highlights", {"heading": "Why", "items": items})]
    kosak.home.save()
    item = kosak.home.body[0].value["items"].bound_blocks[1]

    place = locate_field(kosak.home, f"body.{kosak.home.body[0].id}.items.{item.id}.heading")

    assert place.label.endswith("1. Highlights › Highlights › 2. › Heading")
    assert (place.most, place.is_line, place.is_rich) == (80, True, False)


def test_the_header_says_what_the_file_was_made_from(article, tmp_path):
    locale("zh-hans")
    [po_file] = export_po(directory=tmp_path, locale="zh-hans")

    file = (tmp_path / po_file.file).read_text()

    assert po_file.file == "back-spasms.zh-hans.po"
    assert '"Language: zh_Hans\\n"' in file
    assert f'"X-Clinic-Page: {article.translation_key}\\n"' in file
    assert f'"X-Clinic-Source-Revision: {article.live_revision_id}\\n"' in file
    assert '"X-Clinic-Texts: 8\\n"' in file


def test_drafts_and_pages_of_the_language_itself_stay_in(article, library, tmp_path):
    make_condition(library, slug="draft").unpublish()
    spanish = make_library("es", library)
    make_condition(spanish, slug="ciatica")

    assert [each.file for each in export_po(directory=tmp_path, locale="es")] == [
        "back-spasms.es.po"
    ]
    assert [each.file for each in export_po(directory=tmp_path, locale="en-us")] == [
        "ciatica.en-us.po"
    ]


@pytest.mark.usefixtures("article")
def test_masters_of_two_languages_with_one_slug_have_two_files(library, tmp_path):
    make_condition(make_library("es", library))
    locale("fr")

    names = [each.file for each in export_po(directory=tmp_path, locale="fr")]

    assert names == ["back-spasms.fr.po", "back-spasms.es.fr.po"]
