"""Every article of the corpus is placed, tagged and kept as its expectation says."""

import sys

import pytest

from tests.importing.cases import Case, case_names, report_on


def test_the_corpus_is_there() -> None:
    assert len(case_names()) >= 33


@pytest.mark.parametrize("name", case_names())
def test_article_is_imported_as_expected(name: str) -> None:
    report = report_on(Case(name))

    sys.stdout.write(f"{name}: {report}\n")
    assert report.misses == []
