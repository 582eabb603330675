"""What counts as safety text in the editor is what the importer takes for it."""

import pytest

from clinic_cms.models import Answer
from clinic_cms.publishing.notes.edits import offer_of
from clinic_cms.publishing.notes.findings import check_draft
from clinic_cms.publishing.notes.safety import says_when_to_get_help

TEXT = "0a7c5a30-0000-4000-8000-000000000051"


@pytest.fixture
def helping(write):
    def make(html, heading="", **fields):
        block = {"type": "text", "id": TEXT, "value": html}
        values = {"when_to_get_help": [block], "when_to_get_help_heading": heading}
        return write("<p>Rest.</p>", **values, **fields)

    return make


@pytest.mark.parametrize(
    ("heading", "text", "said"),
    [
        ("", "Call Triple Zero.", True),
        ("", "Treble nine, if your face droops.", True),
        ("", "A knee that locks needs a doctor.", True),
        ("", "Ask your GP, or ring the clinic, if the elbow is swollen or numb.", True),
        ("When to see a doctor", "After a week.", True),
        ("5. When it is not bursitis", "A hot hip.", True),
        ("", "After a week.", False),
        ("How to find us", "We have a lift.", False),
        ("", "<h3>When to get it looked at</h3><p>After a week.</p>", True),
    ],
)
def test_the_article_says_when_to_get_help(helping, heading, text, said):
    html = text if text.startswith("<") else f"<p>{text}</p>"
    assert says_when_to_get_help(helping(html, heading)) == said


def test_a_heading_without_a_text_says_nothing(write):
    page = write("<p>Rest.</p>", when_to_get_help_heading="When to see a doctor")
    assert not says_when_to_get_help(page)


@pytest.mark.parametrize(
    "text",
    [
        "Our fax is 707-426-1112.",
        "Text the front desk: 707-426-1112.",
        "Ann Li, DC sees you on Mondays.",
        "Find us next door to Ann Li, DC.",
    ],
)
def test_a_sentence_under_it_that_is_no_safety_text_is_removed_as_a_whole(helping, text):
    page = helping(f"<p>Call 911 if you faint. {text}</p>")
    each = check_draft(page).open[0]
    assert offer_of(page, each).edits[Answer.REMOVED] == "<p>Call 911 if you faint.</p>"
