import pytest

from clinic_cms.translating.strings import has_words, strings_of, tag_problems, words_of
from tests.translating.conftest import put, put_all


def test_a_wrong_tag_is_reported_as_the_string_is_saved(translation):
    saved = put(translation, "Call {{ clinic.phone }}.", "Llame.")

    assert saved.get_error().startswith("The merge tag “{{ clinic.phone }}” of the original")
    saved.refresh_from_db()
    assert saved.has_error


def test_a_corrected_string_is_valid_again(translation):
    put(translation, "Call {{ clinic.phone }}.", "Llame.")

    put(translation, "Call {{ clinic.phone }}.", "Llame al {{ clinic.phone }}.")

    assert not [string for string in strings_of(translation) if string.error]


def test_strings_are_read_in_two_queries(translation, django_assert_num_queries):
    put_all(translation)

    with django_assert_num_queries(2):
        assert not [string for string in strings_of(translation) if string.is_missing]


def test_an_address_may_stay_as_it_is(translation):
    assert "back-spasms" not in [it.source for it in strings_of(translation) if it.is_missing]


def test_quotes_of_a_condition_are_read_in_formatted_text():
    tag = "{% if doctor.gender == &quot;feminine&quot; %}la{% else %}el{% endif %}"
    assert not tag_problems("<b>the</b> doctor", f"{tag} doctor")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ clinic.name }} {% if doctor.name %}{% endif %} <b>12</b> &amp;", []),
        ("<p>It’s well-known: l'été.</p>", ["It’s", "well-known", "l'été"]),
        ("Kosak 背部", ["Kosak", "背", "部"]),
    ],
)
def test_words_are_what_is_left_of_markup_tags_and_numbers(text, words):
    assert words_of(text) == words
    assert has_words(text) == bool(words)
