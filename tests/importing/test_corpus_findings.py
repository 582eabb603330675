"""What the fact check finds in the draft of each article of the corpus that lists it."""

import pytest

from clinic_cms.importing.service import import_article
from clinic_cms.models import PractitionerPage
from tests.factories import locale, make_clinic, make_library
from tests.importing.cases import Case, case_names, clinics

CHECKED = [name for name in case_names() if name >= "21"]


@pytest.fixture
def installed(db):
    """Build one of the corpus's clinics, with all its practitioners."""

    def build(slug: str, code: str) -> None:
        clinic = clinics()[slug]
        lead, *others = clinic["practitioners"]
        make_library(code)
        built = make_clinic(
            slug,
            name=clinic["name"],
            host=f"{slug}.example",
            code=code,
            doctor={"title": lead["name"], **names_of(lead)},
            location={
                **clinic["location"],
                "service_areas": [("area", area) for area in clinic["location"]["service_areas"]],
            },
        )
        for number, other in enumerate(others):
            built.home.add_child(
                instance=PractitionerPage(
                    title=other["name"],
                    slug=f"other-{number}",
                    locale=locale(code),
                    **names_of(other),
                )
            )

    return build


def names_of(practitioner: dict) -> dict:
    first, _, last = practitioner["name"].partition(" ")
    row = {"first_name": first, "last_name": last, **practitioner}
    return {key: value for key, value in row.items() if key != "name"}


@pytest.mark.parametrize("name", CHECKED)
def test_the_findings_of_an_article_are_those_expected(installed, name):
    expected = Case(name).expected
    installed(expected["clinic"], expected["locale"])

    result = import_article(path=Case(name).path, clinic=expected["clinic"], dry_run=True)

    found = [(finding.kind, finding.text) for finding in result.findings]
    assert found == [(it["kind"], it["text"]) for it in expected.get("findings", ())]
