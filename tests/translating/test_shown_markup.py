"""No reader sees markup that a translation tool has escaped."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail_localize.models import StringTranslation

from clinic_cms.models.gates import Refusal
from clinic_cms.translating.gates import check_target
from clinic_cms.translating.shown_markup import shown_markup
from tests.translating.conftest import put, put_all

tag = st.sampled_from(
    ["<b>", "</strong>", "<br/>", "<a id='a1'>", '<p class="x">', "<!--", "<X-Y>"]
)
layers = st.integers(1, 4)


@given(tag, st.text(), st.text(), layers)
def test_markup_is_found_under_any_number_of_escapes(tag, before, after, count):
    text = f"{before} {tag}{after}"
    for _layer in range(count):
        text = escape(text)

    assert shown_markup("", text) != ""


@pytest.mark.parametrize(
    "text",
    [
        "<b>Gras</b> et <a id='a1'>lien</a><br/>",
        "Less than 3 days (&lt;3) &amp; more",
        "5 &lt; 6 and 7 &gt; 6, a &lt;= b",
        "R&amp;D at AT&amp;T; x &amp; y;",
        "Caf&eacute;&nbsp;noir &#8211; d&#x27;accord",
        "Mrs O&#39;Hara &amp;c.",
    ],
)
def test_signs_that_people_mean_are_no_markup(text):
    assert shown_markup("", text) == ""


def test_what_the_original_shows_may_stay():
    assert shown_markup("Type &lt;b&gt;.", "Escriba &lt;b&gt;.") == ""
    assert shown_markup("Type &lt;b&gt;.", "Escriba &lt;b&gt; y &lt;b&gt;.") == "<b>"


def test_plain_text_is_no_html():
    assert shown_markup("", "Salt & <b>pepper</b>", rich=False) == "<b>"
    assert shown_markup("", "Salt &amp; pepper", rich=False) == "&amp;"


def test_an_editor_learns_of_escaped_markup_as_it_is_saved(translation):
    row = put(translation, "Poor posture", "Mala &lt;b&gt;postura&lt;/b&gt;")

    row.refresh_from_db()
    assert (row.has_error, "“<b>”" in row.field_error) == (True, True)


def test_a_page_with_escaped_markup_is_not_published(translation):
    put_all(translation)
    rows = StringTranslation.objects.filter(data="Mala postura")
    # As it was stored before there was a check.
    rows.update(data="Mala &amp;lt;b&amp;gt;postura")

    with pytest.raises(Refusal, match="Readers would see “<b>”"):
        check_target(translation)
