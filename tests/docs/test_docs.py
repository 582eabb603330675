"""What the documentation states is what the code does."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from clinic_cms import conf, facts, merge, models, publishing, serving

REPO = Path(__file__).resolve().parents[2]
PAGES = [REPO / "README.md", REPO / "CONTRIBUTING.md", *sorted((REPO / "docs").glob("*.md"))]
ROOMS = {
    path.name
    for path in (REPO / "clinic_cms").iterdir()
    if (path / "__init__.py").exists() and path.name != "migrations"
}


def first_cells(page: Path) -> set[str]:
    """The code words in the first column of a page's tables."""
    cells = re.findall(r"^\| ([^|]*) \|", page.read_text(), re.MULTILINE)
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


def test_every_merge_tag_and_filter_is_documented():
    documented = first_cells(REPO / "docs" / "merge-tags.md")
    tags = {variable.name for variable in merge.VOCABULARY}
    assert documented == tags | {"capitalize", "upcase", "downcase", "default"}


def test_every_sentence_shown_as_an_example_of_merge_tags_is_right():
    text = (REPO / "docs" / "merge-tags.md").read_text()
    examples = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    assert examples
    assert [problem for example in examples for problem in merge.check(example)] == []


def test_every_setting_is_documented_with_its_default():
    page = (REPO / "docs" / "settings.md").read_text()
    for field in fields(conf.Settings):
        default = f'"{field.default}"' if isinstance(field.default, str) else field.default
        assert f"| `{field.name}` | `{default}` |" in page


def test_every_environment_variable_is_documented():
    source = (REPO / "sites" / "settings" / "base.py").read_text()
    variables = set(re.findall(r'env\.\w+\(\s*"(\w+)"', source))
    assert variables <= first_cells(REPO / "docs" / "settings.md")


def test_every_room_is_in_the_architecture():
    named = {name.strip("/") for name in first_cells(REPO / "docs" / "architecture.md")}
    assert {room for room in ROOMS if room != "management"} <= named
    assert "management/commands" in named


def test_the_registries_that_the_architecture_names_exist():
    assert callable(models.gates.register)
    assert callable(models.gates.before_publishing)
    assert facts.fields.FIELDS
    assert callable(publishing.due.register)
    assert callable(serving.response_cache.cache_rules.register_cache_rules)
    assert models.cache_version.InvalidatesResponses
    assert models.themes.THEMES
    assert callable(publishing.page_changes.register)
    assert callable(publishing.webhooks.event_types.register)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_exists_with_its_options(page):
    for name, rest in re.findall(r"manage\.py (\w+)([^\n`|]*)", page.read_text()):
        app = get_commands().get(name)
        assert app, f"{page.name} names manage.py {name}"
        parser = load_command_class(app, name).create_parser("manage.py", name)
        known = {option for action in parser._actions for option in action.option_strings}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known, f"{page.name}: {name}"


def test_every_file_that_a_command_of_the_readme_names_is_there():
    named = re.findall(
        r"manage\.py [^\n]*?((?:fixtures|sites)/\S+)", (REPO / "README.md").read_text()
    )
    assert named
    assert [path for path in named if not (REPO / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_local_link_leads_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_that_a_page_names_exists(page):
    targets = set(re.findall(r"^([a-z-]+):", (REPO / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^ {4}|`)(?:PORT=\d+ )?make ([a-z-]+)", page.read_text(), re.M))
    assert named <= targets
