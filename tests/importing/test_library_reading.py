"""Masters as Markdown: what a file becomes, and how its author is told what is wrong."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from clinic_cms.blocks.text import LONG_PROSE_FEATURES
from clinic_cms.errors import Refused
from clinic_cms.importing.library import read_library
from clinic_cms.importing.library.braces import split_heading
from clinic_cms.importing.library.content import EDITOR_KEYS
from clinic_cms.importing.library.markdown import make_parser, write_rich
from clinic_cms.importing.library.structure import STREAMS
from clinic_cms.merge import ClinicFacts, DoctorFacts, Facts, LocationFacts, check, fill
from tests.importing.masters import FIXTURES, change, copy_back_spasms

MINIMAL = Facts(
    clinic=ClinicFacts(
        name="Kosak", phone="+17075550100", country="US", url="u", appointment_url="a"
    ),
    doctor=DoctorFacts(name="Robin Doe", first_name="Robin", last_name="Doe"),
    location=LocationFacts(city="Fairfield", country="US", phone="+17075550100"),
    language="en-us",
)


@pytest.fixture
def folder(tmp_path):
    return copy_back_spasms(tmp_path)


def mistakes_of(folder: Path) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_library(folder)
    return [str(mistake) for mistake in refused.value.mistakes]


def html_of(markdown: str) -> str:
    return write_rich(make_parser().parse(markdown), 1).text


def masters():
    return [master for article in read_library(FIXTURES) for master in article.files]


def test_every_article_of_the_fixtures_is_there_in_both_languages():
    articles = {article.key: article.files for article in read_library(FIXTURES)}
    assert {"back-spasms", "neck-pain", "sciatica", "tension-headaches"} <= set(articles)
    for files in articles.values():
        assert [file.language for file in files] == ["en-us", "es"]


@pytest.mark.parametrize("master", masters(), ids=lambda master: master.name)
def test_every_text_of_the_fixtures_is_filled_for_a_clinic_with_minimal_facts(master):
    for _section, _index, block in master.blocks():
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
def test_braces_are_told_from_merge_tags(heading, words, kind):
    found, braces = split_heading(heading)
    assert found == words
    assert "".join(braces.classes) == kind
    assert not braces.unread


def test_when_may_hold_a_merge_tag():
    _words, braces = split_heading('Cold {.self-care when="After {{ clinic.name }}"}')
    assert braces.values == (("when", "After {{ clinic.name }}"),)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('slug = "back-spasms"', 'slug = "Back spasms"', 'slug = "back-spasms"'),
        ('author = "Elena Marsh"', 'autor = "Elena Marsh"', "“author”"),
        ("reviewed = 2026-09-14", 'reviewed = "2026-09-14"', "reviewed = 2026-09-14"),
        ("year = 2023", 'year = "2023"', "references.0.year"),
        ("next_review = 2028-09-14", "next_review = 2020-01-01", "after 2026-09-14"),
        ('title = "Treating and', 'title = "Treating, treating and yet more treating and', "65"),
        ('summary = "A back', 'summary = A back', "not TOML"),
        ("{#causes}", "{#cause}", "“causes”"),
        ("{#causes}", "", "no id"),
        ("{#prevention}", "{#causes}", "twice"),
        ("### Heat {.self-care when", "### Heat {.selfcare when", "“.self-care”"),
        ("### Poor posture {.posture}", "### Poor posture", "no kind"),
        ("### Poor posture {.posture}", "### Poor posture {.posture when='x'}", "Only a treatment"),
        ('### Heat {.self-care when="After', "### Heat {.self-care when=“After", "cannot be read"),
        ("> Evidence: Cold", "> Proof: Cold", "> Evidence: one plain sentence"),
        ("is **involuntary**", "is <b>involuntary</b>", "HTML"),
        ("is **involuntary**", "is `involuntary`", "take the signs out"),
        ("### Poor posture", "### Poor *posture*", "Only plain text"),
        ("A spasm can be", "#### Small\n\n{{ doctor.nam }}", "did you mean"),
        ("- you lose control", "- call {{ clinic.fone }} you lose control", "“clinic.phone”"),
        ("- you lose control", "- *you* lose control", "italic"),
        ("- you have numb", "- [you](https://a.example) have numb", "links"),
        ("### Keep active", f"### {'Keep active ' * 12}", "120"),
        ("(https://www.who.int/news", "(news", "full address"),
        ("(https://www.who.int/news", "({{clinic.url}}", "full address"),
        ("## What is", "Text.\n\n## What is", "before the first section"),
        ("## What is", "# Back spasms\n\n## What is", "one #"),
        ("{#causes}", "{#causes .posture}", "its id only"),
        ("What causes back spasms?", "What causes back spasms? " * 8, "160"),
        ("Tell {{ clinic.name }} in", "- Tell {{ clinic.name }} in", "plain paragraphs"),
        ("A spasm can be", "***\n\nA spasm can be", "A rule"),
        ("A spasm can be", "![back](back.png) A spasm can be", "add it in the admin"),
        ("Sitting for hours", "> Sitting for hours", "quotation"),
        ("https://medlineplus.gov/backpain.html\"", "https://medlineplus\"", "valid URL"),
    ],
)  # fmt: skip
def test_a_mistake_names_file_and_line_and_what_to_write(folder, old, new, says):
    line = change(folder, old, new)
    mistakes = mistakes_of(folder)
    first = next(text for text in mistakes if says.lower() in text.lower())
    assert "back-spasms.en-us.md" in first
    shift = new.count("\n")
    assert f"line {line}" in first or f"line {line + shift}" in first


def test_a_missing_key_is_named_with_an_example(folder):
    change(folder, 'slug = "back-spasms"\n', "")
    assert any('slug = "back-spasms"' in text for text in mistakes_of(folder))


def test_a_missing_section_is_named(folder):
    for language in ("en-us", "es"):
        path = folder / f"back-spasms.{language}.md"
        text = path.read_text()
        start = text.rindex("\n## ", 0, text.index("{#prevention}"))
        end = text.index("\n## ", text.index("{#prevention}"))
        path.write_text(text[:start] + text[end:])
    assert all("missing: prevention" in text for text in mistakes_of(folder))


def test_sections_stand_in_one_order(folder):
    path = folder / "back-spasms.en-us.md"
    text = path.read_text()
    text = text.replace("{#causes}", "{#x}").replace("{#treatment}", "{#causes}")
    path.write_text(text.replace("{#x}", "{#treatment}"))
    assert any("“treatment” stands where “causes”" in text for text in mistakes_of(folder))


def test_all_mistakes_of_all_files_come_at_once(folder):
    change(folder, 'author = "', 'autor = "')
    change(folder, "{.posture}", "{.postur}")
    change(folder, "{{ clinic.phone }}", "{{ clinic.fone }}", "es")
    mistakes = mistakes_of(folder)
    assert len(mistakes) == 3
    assert "back-spasms.es.md" in mistakes[2]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("### Mala postura {.posture}", "### Mala postura {.strain}", "“cause strain” stands"),
        ("### Mala postura {.posture}", "Mala postura", "stands where line"),
        ("{{ clinic.phone }}", "nuestro número", "without “clinic.phone”"),
    ],
)
def test_a_translation_keeps_the_blocks_and_their_tags(folder, old, new, says):
    change(folder, old, new, "es")
    assert [text for text in mistakes_of(folder) if says in text]


def test_a_translation_with_fewer_blocks_is_told_how_many_there_are(folder):
    path = folder / "back-spasms.es.md"
    text = path.read_text()
    path.write_text(text[: text.rindex("\n### ")])
    assert any("4 blocks were read, and 5" in text for text in mistakes_of(folder))


def test_an_article_is_not_related_to_itself(folder):
    for language in ("en-us", "es"):
        change(folder, "reviewed =", 'related = ["back-spasms"]\nreviewed =', language)
    assert all("names itself" in text for text in mistakes_of(folder))


def test_related_articles_exist_and_are_the_same_in_every_language(folder):
    change(folder, "reviewed =", 'related = ["back-pain"]\nreviewed =')
    unknown, different = mistakes_of(folder)
    assert "no article “back-pain”" in unknown
    assert "back-spasms" in unknown
    assert "in every language" in different


def test_two_articles_of_a_language_need_two_slugs(folder):
    shutil.copy(folder / "back-spasms.es.md", folder / "spasms.es.md")
    (mistake,) = mistakes_of(folder)
    assert "that of back-spasms.es.md too" in mistake


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Back Spasms.md", "back-spasms.en-us.md"),
        ("sciatica.md", "back-spasms.en-us.md"),
        ("sciatica.en.md", "en-us"),
    ],
)
def test_a_file_has_a_key_and_a_language_of_the_install(folder, name, says):
    (folder / name).write_text("+++\n+++\n")
    (mistake,) = mistakes_of(folder)
    assert name in mistake
    assert says in mistake


def test_a_file_without_front_matter_is_told_how_it_begins(folder):
    (folder / "sciatica.es.md").write_text("# Sciatica\n")
    assert "+++" in mistakes_of(folder)[0]


def test_a_file_that_is_not_utf_8_is_named(folder):
    (folder / "sciatica.es.md").write_bytes("+++\n\nCiática".encode("latin-1"))
    assert "sciatica.es.md, line 3" in mistakes_of(folder)[0]


def test_an_empty_folder_is_refused(tmp_path):
    assert "no articles" in mistakes_of(tmp_path)[0]


def test_without_the_extra_the_pip_line_is_shown(folder, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "clinic_cms.importing.library.checks", None)
    monkeypatch.delattr("clinic_cms.importing.library.checks", raising=False)
    (mistake,) = mistakes_of(folder)
    assert "pip install 'wagtail-clinic-cms[import]'" in mistake


def test_the_fixtures_readme_names_every_kind_of_block():
    readme = (FIXTURES / "README.md").read_text()
    for section in STREAMS:
        assert f"{{#{section}}}" in readme
