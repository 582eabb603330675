"""The interface's words: one source for templates and API, the same placeholders everywhere."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from clinic_cms.serving.ui_strings import WORDS
from tests.locale.messages import locales

PACKAGE = Path(__file__).resolve().parents[2] / "clinic_cms"
TEMPLATES = PACKAGE / "templates" / "clinic_cms"
APART = {"plain.html", "gone.html", "withheld.html"}
"""Pages without a clinic's frame, which the API does not answer with."""
BRACES = re.compile(r"\{(\w+)\}")


def templates():
    found = (
        path for room in ("pages", "components", "blocks") for path in (TEMPLATES / room).glob("*")
    )
    return {path.name: path.read_text() for path in found if path.name not in APART}


def test_templates_print_no_words_but_these():
    assert [name for name, text in templates().items() if "translate" in text] == []


def test_every_word_is_printed_and_every_printed_word_is_there():
    text = "".join([*templates().values(), (PACKAGE / "web" / "rendering.py").read_text()])
    printed = re.findall(r"""word ["'](\w+)["']|WORDS\["(\w+)"\]""", text)
    assert {first or second for first, second in printed} == set(WORDS)


@pytest.mark.parametrize("language", ["en", *locales()])
def test_a_word_has_the_placeholders_that_its_note_names_and_no_markup(language):
    with translation.override(language.replace("_", "-").lower()):
        for key, word in WORDS.items():
            assert "<" not in word.text
            assert "%" not in word.text
            named = set(re.findall(r"`\{(\w+)\}`", word.note))
            assert set(BRACES.findall(word.text)) == named, (language, key)
