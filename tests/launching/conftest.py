"""A spec in a file that tests edit, and what launching it gives."""

from pathlib import Path

import pytest

from clinic_cms.launching.service import Launched, launch
from clinic_cms.models import Clinic, ClinicLocation
from tests.recordings import recordings

SPEC = """\
[clinic]
slug = "kosak"
name = "Kosak Chiropractic"
host = "kosak.example"
locales = ["en-us", "es"]
theme = { name = "calm", primary = "#0b5d4e" }

[[practitioners]]
name = "Michael Wilson"
honorific = "Dr."
gender = "masculine"

[[locations]]
city = "Fairfield"
region = "CA"
country = "US"
phone = "707-555-0111"
service_areas = ["Vacaville"]
lead = "Michael Wilson"
hours = { mon = ["09:00-12:00", "13:00-17:00"], tue = ["09:00-12:00", "13:00-17:00"] }

[conditions]
include = "all"
"""


class SpecFile:
    """A spec on disk; `edit` replaces a piece of its text, which must be there."""

    def __init__(self, path: Path, text: str = SPEC) -> None:
        self.path = path
        self.write(text)

    def write(self, text: str) -> "SpecFile":
        self.path.write_text(text, encoding="utf-8")
        return self

    def edit(self, old: str, new: str) -> "SpecFile":
        text = self.path.read_text(encoding="utf-8")
        assert old in text
        return self.write(text.replace(old, new))

    def append(self, text: str) -> "SpecFile":
        return self.write(f"{self.path.read_text(encoding='utf-8')}\n{text}")

    def line_of(self, text: str) -> int:
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if text in line)

    def launch(self, **options: bool) -> Launched:
        return launch([self.path], **options).clinics[0]


@pytest.fixture
def spec(tmp_path, db) -> SpecFile:
    return SpecFile(tmp_path / "kosak.toml")


def launch_once(path: Path) -> None:
    launch([path])


@pytest.fixture
def launched(spec) -> Clinic:
    recordings.build(launch_once, spec.path, text=spec.path.read_text(encoding="utf-8"))
    return Clinic.objects.get(slug="kosak")


@pytest.fixture
def location(launched) -> ClinicLocation:
    return ClinicLocation.objects.get(clinic=launched, locale__language_code="en-us")


def changes_of(result: Launched) -> list[tuple[str, str]]:
    """What a plan changes, as (object, field)."""
    return [(str(change.key), change.field) for change in result.plan.changes]


def conflicts_of(result: Launched) -> list[tuple[str, str, str]]:
    """What a plan leaves, as (object, field, reason)."""
    return [(str(it.key), it.field, it.reason) for it in result.plan.conflicts]


def owner_edits(page, **fields) -> None:
    """Publish a change as the admin does."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
