"""The sentences that say, in each language, that language help is free."""

import pytest
from babel import Locale
from django.core.exceptions import ValidationError

from clinic_cms.models.language_help import TAG_LINES, check_language_help


def test_there_are_at_least_twenty_languages():
    assert len(TAG_LINES) >= 20


@pytest.mark.parametrize("line", TAG_LINES.values(), ids=lambda line: line.code)
def test_a_line_has_a_place_for_the_phone_a_name_and_a_code_that_babel_knows(line):
    assert "{" not in line.before + line.after
    assert line.before or line.after
    assert line.name
    assert Locale.parse(line.code, sep="-")


@pytest.mark.parametrize("line", TAG_LINES.values(), ids=lambda line: line.code)
def test_a_line_is_written_in_the_script_of_its_language(line):
    examples = Locale.parse(line.code, sep="-").language_name or line.name
    script = {ord(letter) >> 8 for letter in examples if letter.isalpha()}
    assert {ord(letter) >> 8 for letter in line.before if letter.isalpha()} & script


def test_an_unknown_language_is_refused_with_the_known_ones():
    with pytest.raises(ValidationError, match="“xx”. Known: am, ar, .*zh-hant"):
        check_language_help(["es", "xx"])


def test_a_language_named_twice_is_refused():
    with pytest.raises(ValidationError, match="named twice"):
        check_language_help(["es", "vi", "es"])


@pytest.mark.django_db
def test_a_clinic_with_an_unknown_language_is_not_valid(kosak):
    kosak.clinic.language_help = ["xx"]
    with pytest.raises(ValidationError, match="language help notice"):
        kosak.clinic.full_clean()
