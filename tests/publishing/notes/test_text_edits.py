"""A finding's words become a tag, or its sentence goes, and the markup stays whole."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.publishing.notes.text_edits import (
    is_in_markup,
    remove_links,
    remove_words,
    replace_words,
)

TAG = "{{ doctor.name }}"


def span(text, words):
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Ask Mike today.", "Mike", f"Ask {TAG} today."),
        ("<p>Ask Dr. <b>Mike</b> Lee.</p>", "Dr. <b>Mike</b> Lee", f"<p>Ask {TAG}.</p>"),
        ("<p><b>Ask Mike</b> Lee.</p>", "Mike</b> Lee", f"<p><b>Ask {TAG}</b>.</p>"),
        ('<p>Call <a href="tel:+1">555</a>.</p>', "555", f"<p>Call {TAG}.</p>"),
        ('<p><a href="/x">Ask Mike</a></p>', "Mike", f'<p><a href="/x">Ask {TAG}</a></p>'),
    ],
)
def test_words_become_a_tag_and_markup_stays_balanced(text, words, expected):
    assert replace_words(text, [span(text, words)], TAG) == expected


def test_every_occurrence_becomes_a_tag():
    assert replace_words("Mike and Mike", [(0, 4), (9, 13)], "{{ x }}") == "{{ x }} and {{ x }}"


@pytest.mark.parametrize(
    ("text", "sentence", "expected"),
    [
        ("<p>One. Two. Three.</p>", "Two.", "<p>One. Three.</p>"),
        ("<p>One. Two.</p>", "One.", "<p>Two.</p>"),
        ("<p>One. Two.</p>", "Two.", "<p>One.</p>"),
        ("<p>One.</p><p>Two.</p>", "Two.", "<p>One.</p>"),
        ("<ul><li>One <b>two</b></li></ul>", "One <b>two", ""),
        ("<p>One<br/>Two.</p>", "One", "<p>Two.</p>"),
        ("<p>{% if a %}One.{% endif %} Two.</p>", "One.", "<p>Two.</p>"),
        ("One. Two.", "Two.", "One."),
        ("One.", "One.", ""),
    ],
)
def test_a_sentence_goes_with_what_is_empty_without_it(text, sentence, expected):
    assert remove_words(text, [span(text, sentence)]) == expected


def test_only_the_link_whose_target_was_found_is_removed():
    text = '<p><a href="https://a.example/">A</a> and <a href="https://b.example/">B</a></p>'
    found = span(text, "b.example")
    assert is_in_markup(text, found)
    assert remove_links(text, [found]) == '<p><a href="https://a.example/">A</a> and B</p>'


def test_words_beside_markup_are_not_in_it():
    text = "<p>a.example</p>"
    assert not is_in_markup(text, span(text, "a.example"))


words = st.lists(
    st.sampled_from(["one", "<b>two</b>", "three.", "<i>four", "five</i>"]), min_size=1
)


@given(words, st.data())
def test_what_is_left_is_always_well_formed(pieces, data):
    inner = " ".join(pieces)
    text = str(BeautifulSoup(f"<p>{inner}</p>", "html.parser"))
    plain = [at for at, sign in enumerate(text) if sign.isalpha() and text[at - 1] in " >"]
    start = data.draw(st.sampled_from(plain))
    for edited in (
        remove_words(text, [(start, start + 1)]),
        replace_words(text, [(start, start + 1)], TAG),
    ):
        assert str(BeautifulSoup(edited, "html.parser")) == edited


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('<p>Rest. <a href="X">Book online</a></p>', "<p>Rest.</p>"),
        ('<p>Rest. <a href="X">Book online</a>. Walk.</p>', "<p>Rest. Walk.</p>"),
        ('<p>A</p><p><b><a href="X">Book online</a></b></p>', "<p>A</p>"),
        ('<ul><li><a href="X">Rendez-vous</a></li><li>B</li></ul>', "<ul><li>B</li></ul>"),
        ('<p>See <a href="X">our guide</a>.</p>', "<p>See our guide.</p>"),
        ('<p><a href="X">Book online</a> or call us.</p>', "<p>Book online or call us.</p>"),
    ],
)
def test_a_link_that_is_a_call_to_action_alone_goes_with_its_words(text, left):
    at = text.index("X")
    assert remove_links(text, [(at, at + 1)]) == left
