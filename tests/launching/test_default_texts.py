"""The standard texts say the same in every language that ships."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from clinic_cms.formats.slugs import slugify
from clinic_cms.launching.spec.localized_texts import FALLBACK, FOLDER, has_texts, texts_for
from clinic_cms.merge import check, compare, variables
from clinic_cms.serving.clinic_sites import find_clinic
from clinic_cms.serving.page_views import page_view
from clinic_cms.serving.visit import Visit

LANGUAGES = sorted(path.name.removesuffix(".toml") for path in FOLDER.iterdir())
TRANSLATIONS = [language for language in LANGUAGES if language != FALLBACK]
SETTINGS = {"type", "limit", "contact"}
"""Fields that are no words: the same in every language."""
OF_GRAMMAR = {"doctor.pronoun", "doctor.gender"}
"""Variables that a language may need or not."""


def read(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each value with its path, such as "home.body.0.items.2.text"."""
    if isinstance(node, dict | list):
        pairs = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in pairs:
            yield from leaves(value, f"{path}.{key}".lstrip("."))
    else:
        yield path, node


def words(language: str) -> dict[str, str]:
    return {
        path: value
        for path, value in leaves(read(language))
        if path.rpartition(".")[2] not in {*SETTINGS, "slug"}
    }


def is_rich(text: str) -> bool:
    return text.startswith("<")


def test_these_languages_ship():
    assert {"ar", "en", "es", "fr", "vi", "zh-hans"} <= {*LANGUAGES}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_has_the_keys_and_settings_of_the_english(language):
    def outline(code: str) -> dict[str, Any]:
        return {
            path: value if path.rpartition(".")[2] in SETTINGS else type(value)
            for path, value in leaves(read(code))
        }

    assert outline(language) == outline(FALLBACK)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_and_its_tags_are_valid(language):
    for path, text in words(language).items():
        assert text.strip(), path
        assert not check(text, rich=is_rich(text)), path


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_prints_and_asks_what_the_english_does(language):
    source = words(FALLBACK)
    for path, text in words(language).items():
        rich = is_rich(text)
        used = {*variables(text, rich=rich)} - OF_GRAMMAR
        assert used == {*variables(source[path], rich=rich)} - OF_GRAMMAR, path
        assert not compare(source[path], text, rich=rich), path


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_marks_up_what_the_english_does(language):
    source = words(FALLBACK)
    for path, text in words(language).items():
        assert re.findall(r"<[^>]+>", text) == re.findall(r"<[^>]+>", source[path]), path


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_text_is_left_in_english(language):
    """Names of one word, such as "Contact", may be alike."""
    source = words(FALLBACK)
    for path, text in words(language).items():
        assert text != source[path] or " " not in text, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_slugs_are_short_ascii_and_unique(language):
    slugs = [page["slug"] for page in read(language)["pages"].values()]
    assert len({*slugs}) == len(slugs)
    assert all(slug == slugify(slug, ascii_only=True) and len(slug) <= 20 for slug in slugs)


@pytest.mark.parametrize(
    ("code", "language"),
    [("zh-hans", "zh-hans"), ("zh-hant", "en"), ("vi", "vi"), ("ar", "ar"), ("es-mx", "es")],
)
def test_a_locale_has_texts_of_its_own_language_and_script(code, language):
    assert texts_for(code).language == language
    assert has_texts(code) == (language != "en")


@pytest.mark.django_db
def test_a_clinic_of_many_languages_speaks_each_on_its_home(spec):
    spec.edit('["en-us", "es"]', '["en-us", "vi", "zh-hans", "ar"]').launch()
    clinic = find_clinic("kosak.example")
    headings = {}
    for locale in clinic.locales:
        view = page_view(Visit(clinic, locale), locale.home)
        headings[locale.code] = view.hero_heading
    assert headings == {
        "en-us": "Chiropractic care in Fairfield",
        "vi": "Nắn chỉnh cột sống tại Fairfield",
        "zh-hans": "Fairfield 整脊诊疗",
        "ar": "تقويم العمود الفقري في Fairfield",
    }
