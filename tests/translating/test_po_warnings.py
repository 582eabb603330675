"""What an import takes, and tells: it is hardly meant."""

import pytest

from tests.factories import locale, make_condition, make_library
from tests.translating.po_files import NAME, edited, exported, take
from tests.translating.test_po_mistakes import line_of

SENTENCE = "Rest for a day and drink water."


@pytest.fixture
def file(library, tmp_path):
    text = f'<p>{SENTENCE}</p><p>Read <a href="https://example.org/">this</a>.</p>'
    make_condition(library, treatment=[{"type": "text", "value": text}])
    make_library("es", library)
    return exported(tmp_path)


def test_a_lost_link_is_a_warning_with_its_text_and_line(file):
    text = r"Read <a id=\"a1\">this</a>."
    whole = edited(file, "", r"Lea <a id=\"a1\">esto</a>.", of=text)
    lost = edited(file, "", "Lea esto.", of=text)

    assert take(whole, dry_run=True)[0].warnings == ()
    [imported] = take(lost)

    assert imported.new == 1
    [warning] = imported.warnings
    assert warning == (
        f"{NAME}, line {line_of(lost, 'Lea esto.')}: "
        '“Read <a id="a1">this</a>.” has a link that its translation lacks: '
        "keep <a id=…> and </a>."
    )


def test_a_sentence_of_the_source_is_a_warning_with_its_text_and_line(file):
    same = edited(file, "", SENTENCE, of=SENTENCE)
    source = locale("en-us").get_display_name()
    line = line_of(same, f'msgstr "{SENTENCE}"')

    assert take(same)[0].warnings == (f"{NAME}, line {line}: “{SENTENCE}” is still in {source}.",)
    assert len(take(same)[0].warnings) == 1


def test_names_and_addresses_may_be_the_source_s(file):
    same = edited(file, "", "back-spasms", of="back-spasms")

    assert take(edited(same, "", "Poor posture", of="Poor posture"))[0].warnings == ()


@pytest.mark.usefixtures("library")
def test_variants_of_a_language_may_say_the_same(file):
    locale("en-gb")
    same = edited(file.replace(b"Language: es", b"Language: en_GB"), "", SENTENCE, of=SENTENCE)

    assert take(same, dry_run=True)[0].warnings == ()
