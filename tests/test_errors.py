"""Ids of errors, places of mistakes, and the names that a person probably meant."""

import ast
import re
from pathlib import Path

import pytest

import clinic_cms
from clinic_cms.errors import (
    Report,
    did_you_mean,
    error_id,
    language_suggestion,
    nearest_languages,
    nearest_name,
    suggestion,
)

PACKAGE = Path(clinic_cms.__file__).parent
ID = re.compile(r"clinic_cms\.[A-Z]\d{3}")


def sources():
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith("migrations/"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def declarations(tree):
    """The ids that the constants of a module declare by error_id("clinic_cms.X001")."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            for node in ast.walk(statement):
                match node:
                    case ast.Call(func=ast.Name(id="error_id"), args=[ast.Constant() as id]):
                        yield id.value


def test_each_error_id_is_declared_once_and_stands_nowhere_else():
    declared, literals = [], []
    for name, tree in sources():
        if name != "errors.py":
            declared += declarations(tree)
            literals += [
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and ID.fullmatch(str(node.value))
            ]
    assert sorted(literals) == sorted(declared) == sorted({*declared})


def test_an_id_that_is_declared_elsewhere_is_refused():
    for _round in range(2):
        error_id("clinic_cms.Z001")
    with pytest.raises(ValueError, match=r"Z001 is declared twice: in tests\.test_errors, line"):
        error_id("clinic_cms.Z001")


@pytest.mark.parametrize("id", ["Z001", "clinic_cms.Z1", "clinic_cms.z001", "clinic_cms.Z0001"])
def test_an_id_of_another_form_is_refused(id):
    with pytest.raises(ValueError, match="not an error id"):
        error_id(id)


def test_a_report_lists_mistakes_and_warnings_by_line():
    report = Report("a.md")
    report.add("clinic_cms.Z002", 12, "Unknown key.", "Write “slug”.", key="references[0]")
    report.add("clinic_cms.Z003", 0, "No title.")
    report.warn(7, "Looks odd.")
    report.warn(3, "Looks old.")
    assert [str(mistake) for mistake in report.mistakes] == [
        "[clinic_cms.Z003] a.md: No title.",
        "[clinic_cms.Z002] a.md, line 12, references[0]: Unknown key. Write “slug”.",
    ]
    assert report.warnings == ["a.md, line 3: Looks old.", "a.md, line 7: Looks odd."]


def test_a_report_lists_no_more_mistakes_than_its_limit():
    report = Report("a.po", most=2)
    for line in range(1, 6):
        report.add("clinic_cms.Z004", line, f"Mistake {line}.")
    assert [str(mistake) for mistake in report.mistakes] == [
        "[clinic_cms.Z004] a.po, line 1: Mistake 1.",
        "[clinic_cms.Z004] a.po, line 2: Mistake 2.",
        "[clinic_cms.Z004] a.po: There are 3 more mistakes.",
    ]


@pytest.mark.parametrize(
    ("word", "names", "near"),
    [
        ("autor", ["author", "slug"], "author"),
        ("AUTOR", ["author", "slug"], "author"),
        ("wilson", ["Michael Wilson", "Ana Ruiz"], "Michael Wilson"),
        ("en-us", ["en", "fr"], "en"),
        ("ar", ["fr"], ""),
        ("x", ["example"], ""),
        ("slug", [], ""),
    ],
)
def test_the_nearest_name_is_found(word, names, near):
    assert nearest_name(word, names) == near


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("es_MX", ["es"]),
        ("en", ["en-us"]),
        ("zh", ["zh-hans", "zh-hant"]),
        ("zh-hans-CN", ["zh-hans"]),
        ("xx", []),
    ],
)
def test_a_code_of_the_same_language_is_nearest(code, near):
    assert nearest_languages(code, ["zh-hant", "es", "en-us", "zh-hans", "et"]) == near


def test_a_suggestion_asks_or_lists():
    assert did_you_mean() == did_you_mean("") == ""
    assert suggestion("autor", ["author", "slug"]) == "Did you mean “author”?"
    assert suggestion("pages", ["author", "slug"]) == "Write one of: author, slug."
    assert suggestion("pages", []) == ""
    assert suggestion("pages", [f"x{n}" for n in range(99)]).endswith(", x19 ….")
    assert language_suggestion("zh", ["zh-hans", "zh-hant"]) == (
        "Did you mean one of these: zh-hans, zh-hant?"
    )
    assert language_suggestion("xx", ["es", "fr"]) == "Write one of: es, fr."
