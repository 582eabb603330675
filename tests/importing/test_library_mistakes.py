"""The mistakes of a master: what is wrong, where, and what to write instead."""

import shutil
import sys
from pathlib import Path

import pytest

from clinic_cms.errors import Refused
from clinic_cms.importing.library import read_library
from tests.importing.masters import change, copy_back_spasms


@pytest.fixture
def folder(tmp_path):
    return copy_back_spasms(tmp_path)


def mistakes_of(folder: Path) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_library(folder)
    return [str(mistake) for mistake in refused.value.mistakes]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('slug = "back-spasms"', 'slug = "Back spasms"', 'slug = "back-spasms"'),
        ('author = "Elena Marsh"', 'autor = "Elena Marsh"', "“author”"),
        ("reviewed = 2026-09-14", 'reviewed = "2026-09-14"', "reviewed = 2026-09-14"),
        ("year = 2023", 'year = "2023"', "references[0].year"),
        ("next_review = 2028-09-14", "next_review = 2020-01-01", "after 2026-09-14"),
        ('title = "Treating and', 'title = "Treating, treating and yet more treating and', "65"),
        ('summary = "A back', "summary = A back", "not TOML"),
        ("{#causes}", "{#cause}", "“causes”"),
        ("{#causes}", "", "no id"),
        ("{#prevention}", "{#causes}", "twice"),
        ("### Heat {.self-care when", "### Heat {.selfcare when", "“.self-care”"),
        ("### Poor posture {.posture}", "### Poor posture", "no kind"),
        ("### Poor posture {.posture}", "### Poor posture {.posture when='x'}", "Only a treatment"),
        ('### Heat {.self-care when="After', "### Heat {.self-care when=“After", "cannot be read"),
        ("> Evidence: Cold", "> Proof: Cold", "> Evidence: one plain sentence"),
        ("is **involuntary**", "is <b>involuntary</b>", "HTML"),
        ("is **involuntary**", "is `involuntary`", "remove the signs"),
        ("### Poor posture", "### Poor *posture*", "Only plain text"),
        ("A spasm can be", "#### Small\n\n{{ doctor.nam }}", "did you mean"),
        ("- you lose control", "- call {{ clinic.fone }} you lose control", "“clinic.phone”"),
        ("- you lose control", "- *you* lose control", "italic"),
        ("- you have numb", "- [you](https://a.example) have numb", "links"),
        ("### Keep active", f"### {'Keep active ' * 12}", "120"),
        ("(https://www.who.int/news", "(news", "full URL"),
        (
            "(https://www.who.int/news",
            "(https://a.example 'Who') [x](https://www.who.int/news",
            "link title",
        ),
        ("(https://www.who.int/news", "({{clinic.url}}", "full URL"),
        ("## What is", "Text.\n\n## What is", "before the first section"),
        ("## What is", "# Back spasms\n\n## What is", "one #"),
        ("{#causes}", "{#causes .posture}", "its id only"),
        ("What causes back spasms?", "What causes back spasms? " * 8, "160"),
        ("Tell {{ clinic.name }} in", "- Tell {{ clinic.name }} in", "plain paragraphs"),
        ("A spasm can be", "***\n\nA spasm can be", "A rule"),
        ("A spasm can be", "![back](back.png) A spasm can be", "add it in the admin"),
        ("Sitting for hours", "> Sitting for hours", "quotation"),
        ('https://medlineplus.gov/backpain.html"', 'https://medlineplus"', "valid URL"),
    ],
)
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
    assert any("“treatment” is here, and “causes”" in text for text in mistakes_of(folder))


def test_all_mistakes_of_all_files_come_at_once(folder):
    change(folder, 'author = "', 'autor = "')
    change(folder, "{#prevention}", "{#preventing}")
    change(folder, "{.posture}", "{.postur}")
    change(folder, "Sitting for hours", "{{ doctor.nam }} sits for hours")
    change(folder, "{{ clinic.phone }}", "{{ clinic.fone }}", "es")
    mistakes = mistakes_of(folder)
    assert [text.split("]")[0][-4:] for text in mistakes] == [
        "A004",
        "A007",
        "A012",
        "A006",
        "A012",
    ]
    assert "back-spasms.es.md" in mistakes[4]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("### Mala postura {.posture}", "### Mala postura {.strain}", "“cause strain” is here"),
        ("### Mala postura {.posture}", "Mala postura", "is here, and line"),
        ("{{ clinic.phone }}", "nuestro número", "“{{ clinic.phone }}” of the original is missing"),
    ],
)
def test_a_translation_keeps_the_blocks_and_their_tags(folder, old, new, says):
    change(folder, old, new, "es")
    assert [text for text in mistakes_of(folder) if says in text]


def test_a_translation_with_fewer_blocks_is_refused_with_both_numbers(folder):
    path = folder / "back-spasms.es.md"
    text = path.read_text()
    path.write_text(text[: text.rindex("\n### ")])
    assert any("4 blocks here, and 5" in text for text in mistakes_of(folder))


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
    assert "back-spasms.es.md has the slug" in mistake


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


def test_a_file_without_front_matter_is_refused_with_how_to_begin_it(folder):
    (folder / "sciatica.es.md").write_text("# Sciatica\n")
    assert "+++" in mistakes_of(folder)[0]


def test_a_file_that_is_not_utf_8_is_named(folder):
    (folder / "sciatica.es.md").write_bytes("+++\n\nCiática".encode("latin-1"))
    assert "sciatica.es.md, line 3" in mistakes_of(folder)[0]


def test_an_empty_folder_is_refused(tmp_path):
    assert "no articles" in mistakes_of(tmp_path)[0]


def test_without_the_extra_the_pip_line_is_shown(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "clinic_cms.importing.library.master_file", None)
    (mistake,) = mistakes_of(folder)
    assert "pip install 'wagtail-clinic-cms[import]'" in mistake


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("machine = true", "needs a person who has reviewed it. Write “translation_reviewer”"),
        (
            'machine = true\ntranslation_reviewer = "Marta Solís"',
            "needs its reviewer and the date. Write “translation_reviewed”",
        ),
        (
            "translation_reviewed = 2026-09-20",
            "needs its reviewer and the date. Write “translation_reviewer”",
        ),
    ],
)
def test_a_review_of_a_translation_has_a_name_and_a_date(folder, lines, says):
    change(folder, "reviewed = ", f"{lines}\nreviewed = ", "es")
    assert [text for text in mistakes_of(folder) if says in text]


def test_only_a_translation_has_a_translator(folder):
    change(folder, "reviewed = ", 'translator = "Marta Solís"\nreviewed = ', "en-us")
    assert [text for text in mistakes_of(folder) if "in which the article was written" in text]
