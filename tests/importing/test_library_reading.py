"""Masters as Markdown: what a file becomes, and how mistakes are reported."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from clinic_cms.blocks.merge_text import LONG_PROSE_FEATURES
from clinic_cms.importing.library import read_library
from clinic_cms.importing.library.content import EDITOR_KEYS
from clinic_cms.importing.library.markdown import make_parser, split_heading, write_rich
from clinic_cms.merge import ClinicFacts, DoctorFacts, Facts, LocationFacts, check, fill
from tests.importing.masters import FIXTURES

MINIMAL = Facts(
    clinic=ClinicFacts(
        name="Kosak", phone="+17075550100", country="US", url="u", appointment_url="a"
    ),
    doctor=DoctorFacts(name="Robin Doe", first_name="Robin", last_name="Doe"),
    location=LocationFacts(city="Fairfield", country="US", phone="+17075550100"),
    language="en-us",
)


def html_of(markdown: str) -> str:
    return write_rich(make_parser().parse(markdown), 1).text


def masters():
    return [master for article in read_library(FIXTURES) for master in article.files]


def test_every_article_of_the_fixtures_is_there_in_both_languages():
    articles = {article.key: article.files for article in read_library(FIXTURES)}
    assert {"back-spasms", "neck-pain", "sciatica", "tension-headaches"} <= set(articles)
    for files in articles.values():
        assert {"en-us", "es"} <= {file.language for file in files}
    assert {file.language for file in articles["back-spasms"]} >= {"ar", "vi"}


@pytest.mark.parametrize("master", masters(), ids=lambda master: master.name)
def test_every_text_of_the_fixtures_is_filled_for_a_clinic_with_minimal_facts(master):
    for block in chain.from_iterable(section.blocks for section in master.sections.values()):
        for text in block.texts:
            assert not check(text.text, rich=text.rich)
            filled = fill(text.text, MINIMAL, as_html=text.rich)
            assert "{{" not in filled
            assert "{%" not in filled


def test_a_treatment_has_its_setting_its_time_its_evidence_and_its_source():
    master = next(master for master in masters() if master.name == "back-spasms.en-us.md")
    value = master.sections["treatment"].blocks[1].value
    assert value["name"] == "Cold packs"
    assert value["setting"] == "self_care"
    assert value["when"] == "From the first twinge and for about two days"
    assert value["evidence"].startswith("Cold is low in risk")
    assert value["reference"] == "https://medlineplus.gov/backpain.html"
    assert "Evidence" not in value["explanation"]


def test_markdown_becomes_what_the_editor_would_store():
    markdown = (
        "A **bold** and an *italic* word, a [link](https://a.example/?x=1&y=2) & “quotes”.\n\n"
        "#### Small\n\n##### Smaller\n\n- one\n- two  \n  lines\n\n1. first\n2. second\n"
    )
    html = html_of(markdown)
    editor = ContentstateConverter(LONG_PROSE_FEATURES)
    stored = editor.to_database_format(editor.from_database_format(html))
    assert EDITOR_KEYS.sub("", stored) == html


def test_a_loose_list_is_stored_like_a_tight_one():
    assert html_of("- one\n\n- two\n") == html_of("- one\n- two\n")


@given(st.text(alphabet="ab*_`<&\\[]() \"'=", max_size=30))
def test_merge_tags_pass_through_whatever_is_in_them(inner):
    tag = "{{ " + inner + " }}"
    expected = " ".join(tag.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert html_of(f"x {tag} y") == f"<p>x {expected} y</p>"


@pytest.mark.parametrize(
    ("heading", "words", "kind"),
    [
        (
            "Talk to {{ doctor.name }} {.call-to-action}",
            "Talk to {{ doctor.name }}",
            "call-to-action",
        ),
        ("Talk to {{ doctor.name }}", "Talk to {{ doctor.name }}", ""),
        ("{% if doctor.credentials %}x{% endif %}", "{% if doctor.credentials %}x{% endif %}", ""),
    ],
)
def test_attributes_are_distinguished_from_merge_tags(heading, words, kind):
    found, braces = split_heading(heading)
    assert found == words
    assert "".join(braces.classes) == kind
    assert not braces.unread


def test_when_may_hold_a_merge_tag():
    _words, braces = split_heading('Cold {.self-care when="After {{ clinic.name }}"}')
    assert braces.values == {"when": "After {{ clinic.name }}"}
