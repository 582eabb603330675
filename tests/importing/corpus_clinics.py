"""Builds the corpus's clinics, each with all its practitioners."""

from typing import Any

from clinic_cms.models import PractitionerPage
from tests.factories import locale, make_clinic, make_library
from tests.importing.cases import clinics


def install(slug: str, code: str) -> None:
    """Build one of the corpus's clinics in a language, and the Library."""
    clinic = clinics()[slug]
    lead, *others = clinic["practitioners"]
    make_library(code)
    built = make_clinic(
        slug,
        name=clinic["name"],
        host=f"{slug}.example",
        code=code,
        doctor={"title": lead["name"], **_names_of(lead)},
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
                **_names_of(other),
            )
        )


def _names_of(practitioner: dict[str, Any]) -> dict[str, Any]:
    first, _, last = practitioner["name"].partition(" ")
    row = {"first_name": first, "last_name": last, **practitioner}
    return {key: value for key, value in row.items() if key != "name"}
