"""Random texts: after each offered answer, no sentence, bracket, list or heading is left broken."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_cms.publishing.notes.edits import offer_of
from clinic_cms.publishing.notes.findings import check_draft

OWN = [
    "Call 707-426-1111 today.",
    "Dr. Wilson sees it weekly.",
    "Visit Kosak Chiropractic (or call 707-426-1111).",
    "Ask Dr. Wilson (first) about it.",
    "Our office in Fairfield is open.",
    "Ring Kosak or 707-426-1111.",
    "Dr. Wilson has treated over 2,000 crash victims.",
    "At Kosak Chiropractic in Fairfield:",
    "Call 911 or 707-426-1111 if an arm goes numb.",
    "Write to office@kosak.example, or come in.",
    "People come to Kosak, and leave with less pain.",
    "We are at 27 Ocean Ave. in Fairfield",
]
ANY = [
    "Ice helps.",
    "He cares.",
    "This is why it hurts.",
    "Then rest.",
    "Ready?",
    "And walk.",
    "Our tips:",
    "It takes weeks (or months).",
    "Walk daily; and",
    "Many trust him.",
    "“Rest first.”",
    "However, move",
]
sentences = st.lists(st.sampled_from([*OWN, *ANY]), min_size=1, max_size=4).map(" ".join)
blocks = st.one_of(
    st.builds("<p>{}</p>".format, sentences),
    st.builds("<p>{}<br/>{}</p>".format, sentences, sentences),
    st.builds(
        "<ul>{}</ul>".format,
        st.lists(sentences.map("<li>{}</li>".format), min_size=1, max_size=3).map("".join),
    ),
    st.builds("<ol><li>{}<ul><li>{}</li></ul></li></ol>".format, sentences, sentences),
    st.builds(
        "<h3>{}</h3><p>{}</p>".format,
        st.sampled_from(["Ice", "Visit us", "Kosak and you"]),
        sentences,
    ),
)
BROKEN = {
    "empty brackets": r"\(\s*\)",
    "two spaces": r"\S  +\S",
    "a space before a full stop": r"\w [.,](?!\w)",
    "a hanging conjunction": r"\b(?:and|or)\s*(?:[.!?)]|</li></[uo]l>|</p>|$)",
    "an empty element": r"<(p|li|h3|b)>\s*</\1>",
    "an empty line": r"<br/>\s*<br/>|<br/>\s*</|<p>\s*<br/>",
    "a list in an empty item": r"<li>\s*<[uo]l>",
    "a heading without text": r"</h3>\s*(?:<h3>|$)",
    "a list without items": r"<[uo]l>\s*</",
}


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(html=st.lists(blocks, min_size=1, max_size=4).map("".join))
def test_what_an_answer_leaves_reads_on(kosak, write, html):
    with transaction.atomic():
        page = write(html, source=kosak)
        for finding in check_draft(page).open:
            for answer, edited in offer_of(page, finding).edits.items():
                about = f"{answer} {finding.finding.text}: {html} -> {edited}"
                for name, pattern in BROKEN.items():
                    # What an article says itself is not judged.
                    made = len(re.findall(pattern, edited)) > len(re.findall(pattern, html))
                    assert not made, f"{name}: {about}"
                assert str(BeautifulSoup(edited, "html.parser")) == edited, about
                assert _unintroduced(edited) <= _unintroduced(html), about
        transaction.set_rollback(True)


def _unintroduced(html: str) -> int:
    """How many introductions and pronouns have nothing that they lead to or stand for."""
    lines = re.split(r"</?(?:p|li|ul|ol|h3)>|<br/>", html)
    kept = [line.strip() for line in lines if line.strip()]
    return (bool(kept) and kept[-1].endswith(":")) + sum(
        line.startswith(("This is why", "Then rest", "And walk")) for line in kept
    )
