"""Two clinics as launching makes them, with people, pages and files, all full of canaries."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.db.models import Model
from wagtail.coreutils import get_content_languages
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, UploadedFile

from clinic_cms.isolation_audit.canaries import Canaries
from clinic_cms.isolation_audit.rows import Keys
from clinic_cms.isolation_audit.samples import Samples
from clinic_cms.launching.service import Run
from clinic_cms.models import Clinic

PHONES = {"a": "541-555-0117", "b": "541-555-0142"}
"""By the letter of the clinic."""


@dataclass
class AuditedClinic:
    """A clinic of the audit, with all rows that were made for it."""

    clinic: Clinic
    canaries: Canaries
    people: dict[str, User] = field(default_factory=dict)
    """A person of each role, by its name."""
    token: str = ""
    """The owner's token for the authoring API."""
    chosen: dict[type[Model], Model] = field(default_factory=dict)
    """Rows to which others refer."""
    keys: Keys = field(default_factory=dict)
    """Its rows' primary keys by model, in the order in which they were made."""
    subjects: dict[type[Model], list[Any]] = field(default_factory=dict)
    """Keys of the rows with the most attached to them, by model: what URLs name first."""

    unfilled: list[str] = field(default_factory=list)
    """The project's models of which no row could be made, and why."""

    @property
    def samples(self) -> Samples:
        """What fills its rows."""
        return Samples(self.canaries, self.chosen)

    @property
    def host(self) -> str:
        """Its canonical host name."""
        return str(self.clinic.hosts.get(is_canonical=True).hostname)

    @property
    def person(self) -> User:
        """Who made all of it."""
        return next(iter(self.people.values()))

    def pages(self) -> list[Page]:
        """Return its pages in all locales, each as its own type."""
        homes = [row.home for row in self.clinic.locales.select_related("home")]
        return [
            page
            for home in homes
            if home is not None
            for page in Page.objects.descendant_of(home, inclusive=True).specific()
        ]

    def file_names(self) -> list[str]:
        """Return the names of its stored files, below the folder of all files."""
        rows = (
            row
            for model in (get_image_model(), get_document_model(), UploadedFile)
            for row in model.objects.filter(pk__in=self.all_keys(model))
        )
        return [row.file.name for row in rows]

    def page_paths(self) -> list[str]:
        """Return the paths of its pages on its host, as patients open them, without a slash."""
        urls = (page.full_url for page in self.pages())
        return [urlsplit(url).path.removeprefix("/") for url in urls if url]

    def first(self, model: type[Model], *rows: Model) -> None:
        """Let URLs name these rows of a model first."""
        self.subjects.setdefault(model, []).extend(row.pk for row in rows)

    def all_keys(self, model: type[Model]) -> list[Any]:
        """Return the keys of its rows of a model, the ones to name first at the head."""
        kinds = [kind for kind in self.keys if issubclass(kind, model)]
        rows = (key for kind in kinds for key in self.keys[kind])
        return [*dict.fromkeys((*self.subjects.get(model, ()), *rows))]


def launch(letter: str) -> AuditedClinic:
    """Launch a clinic from a spec, in the install's language and in another one, if it has any."""
    canaries, phone = Canaries(letter), PHONES[letter]
    slug = canaries.token("clinic_cms.Clinic.slug")
    locales = [*get_content_languages()][:2]
    with TemporaryDirectory(prefix="isolation-audit-") as folder:
        file = Path(folder) / f"{slug}.toml"
        file.write_text(_spec(canaries, slug, locales, phone), encoding="utf-8")
        [*Run([file])]
    canaries.number("clinic_cms.ClinicLocation.phone", "".join(filter(str.isdigit, phone)))
    return AuditedClinic(Clinic.objects.get(slug=slug), canaries)


def _spec(canaries: Canaries, slug: str, locales: list[str], phone: str) -> str:
    """Return the spec; JSON's texts and lists are TOML's too."""
    token = canaries.token
    with canaries.privately():
        mail, origin, preview = (
            token(f"clinic_cms.{place}")
            for place in ("Clinic.owner_email", "ClinicOrigin.origin", "Clinic.preview_url")
        )
    name, first, last = (token(f"spec.{name}") for name in ("name", "first", "last"))
    return f"""
        [clinic]
        slug = "{slug}"
        name = "Lapwing {name}"
        host = "{token("clinic_cms.ClinicHost.hostname")}.example"
        other_hosts = ["{token("clinic_cms.ClinicHost.hostname")}.example"]
        locales = {json.dumps(locales)}
        owner_email = "{mail}@clinic.example"
        front_ends = ["https://{origin}.example"]
        preview_url = "https://{preview}.example/preview"

        [[practitioners]]
        name = "{first.title()} {last.title()}"
        first_name = "{first.title()}"
        last_name = "{last.title()}"
        credentials = "{token("clinic_cms.PractitionerPage.credentials").upper()}"

        [[locations]]
        title = "Lapwing {token("clinic_cms.ClinicLocation.title")}"
        street = "12 {token("clinic_cms.ClinicLocation.street")} Street"
        city = "{token("clinic_cms.ClinicLocation.city").title()}"
        region = "OR"
        postal_code = "97477"
        country = "US"
        phone = "{phone}"
        service_areas = ["{token("clinic_cms.ClinicLocation.service_areas").title()}"]

        [conditions]
        include = "all"
    """
