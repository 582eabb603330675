"""The addresses that PO files give to pages: free ones, and no live one is lost unnoticed."""

import pytest

from clinic_cms.errors import Refused
from clinic_cms.translating.memory import ensure_translation
from clinic_cms.translating.po.importing import NamedFile, import_po
from tests.factories import locale, make_condition
from tests.translating.conftest import page_in, put_all
from tests.translating.po_files import NAME, edited, exported, take
from tests.translating.test_po_mistakes import line_of, mistakes_of


@pytest.fixture
def file(translation, tmp_path):
    put_all(translation)
    return exported(tmp_path)


@pytest.fixture
def sciatica(library, file, tmp_path):
    """The file of a second article, whose Spanish address is “ciatica”."""
    make_condition(library, slug="sciatica", title="Sciatica")
    other = exported(tmp_path, "sciatica.es.po")
    return edited(other, "", "ciatica", of="sciatica")


def test_the_slug_of_a_sibling_is_refused(file, spanish_library):
    make_condition(spanish_library, slug="ciatica", title="Ciática")
    wrong = edited(file, "espasmos", "ciatica")

    [mistake] = mistakes_of(wrong)

    line = line_of(wrong, '"ciatica"')
    assert mistake == (
        f"[clinic_cms.P027] {NAME}, line {line}: "
        "“ciatica” is already the slug of “Ciática”. Write another slug."
    )


def test_the_slug_that_a_sibling_will_have_is_refused(file, sciatica):
    take(sciatica, name="sciatica.es.po")

    [mistake] = mistakes_of(edited(file, "espasmos", "ciatica"))

    assert "“ciatica” is already the slug of “Sciatica”." in mistake


def test_one_slug_in_two_files_is_refused(file, sciatica):
    files = [
        NamedFile(NAME, edited(file, "espasmos", "ciatica")),
        NamedFile("sciatica.es.po", sciatica),
    ]

    with pytest.raises(Refused) as caught:
        import_po(files=files)

    [mistake] = caught.value.mistakes
    assert mistake.where.startswith("sciatica.es.po, line ")
    assert "“ciatica” is already the slug of “Back spasms”." in mistake.message


def test_one_address_in_two_languages_is_taken(article, file, spanish_library, library):
    make_condition(spanish_library, slug="espasmes", title="Otra")
    french = ensure_translation(article, locale("fr"))
    put_all(french)

    assert take(file.replace(b"Language: es", b"Language: fr").replace(b"espasmos", b"espasmes"))


def test_a_new_slug_of_a_live_page_is_a_warning(article, file):
    page = page_in("es", article)
    assert take(edited(file, "espasmos", "espasmo"), dry_run=True)[0].warnings == ()
    take(file, publish=True)
    changed = edited(file, "espasmos", "espasmo")

    [imported] = take(changed, publish=True)

    line = line_of(changed, '"espasmo"')
    assert imported.warnings == (
        f"{NAME}, line {line}: The page is live: its old URL, with “espasmos”, will redirect.",
    )
    page.refresh_from_db()
    assert page.slug == "espasmo"
