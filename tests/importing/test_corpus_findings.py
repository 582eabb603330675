"""What the fact check finds in the draft of each article of the corpus that lists it."""

import pytest

from clinic_cms.importing.service import import_article
from tests.importing.cases import Case, case_names
from tests.importing.corpus_clinics import install

CHECKED = [name for name in case_names() if name >= "21"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", CHECKED)
def test_the_findings_of_an_article_are_those_expected(name):
    expected = Case(name).expected
    install(expected["clinic"], expected["locale"])

    result = import_article(path=Case(name).path, clinic=expected["clinic"], dry_run=True)

    found = [(finding.kind, finding.text) for finding in result.findings]
    assert found == [(it["kind"], it["text"]) for it in expected.get("findings", ())]
