"""Clinics by the thousand, as plain rows: random names, towns, numbers and hosts of many kinds."""

import random
import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page

from clinic_cms.models import Clinic, ClinicHost, ClinicLocation, PractitionerPage
from clinic_cms.publishing.clinic_facts import renew_all

MADE = datetime(2026, 1, 5, tzinfo=UTC)
PARTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def add_random_clinics(count: int, *, first: int = 0) -> None:
    """Add clinics of the numbers from `first` on: each with a location, a practitioner, a host."""
    pick = random.Random(first)

    def choose(part: str) -> str:
        return pick.choice(PARTS[part])

    locale = Locale.objects.get_or_create(language_code="en-us")[0]
    numbers = range(first, first + count)
    clinics = Clinic.objects.bulk_create(
        Clinic(
            slug=f"clinic-{number}",
            name=f"{choose('own')} {choose('trade')}",
            owner_email=f"owner@clinic-{number}.example",
            default_locale=locale,
        )
        for number in numbers
    )
    ClinicHost.objects.bulk_create(
        ClinicHost(clinic=clinic, hostname=f"clinic-{clinic.pk}.example", is_canonical=True)
        for clinic in clinics
    )
    _add_pages(
        PractitionerPage(
            clinic=clinic, title=f"{given} {family}", first_name=given, last_name=family
        )
        for clinic in clinics
        for given, family in [(choose("given"), choose("family"))]
    )
    _add_pages(
        ClinicLocation(
            clinic=clinic,
            title="Office",
            city=choose("towns"),
            country="US",
            phone=f"+1{pick.randint(201, 989)}555{pick.randint(0, 9999):04}",
            street=f"{pick.randint(1, 9999)} {choose('streets')}",
        )
        for clinic in clinics
    )
    renew_all()


def _add_pages(pages: Iterable[Page]) -> None:
    """Write pages' rows as they are: treebeard and signals take a hundred times longer."""
    pages = list(pages)
    step = Page.objects.filter(depth=2).count() + 1
    rows = Page.objects.bulk_create(
        Page(
            title=page.title,
            slug=f"page-{number}",
            path=Page._get_path("0001", 2, number),
            depth=2,
            translation_key=uuid4(),
            locale_id=page.clinic.default_locale_id,
            content_type=ContentType.objects.get_for_model(page),
            first_published_at=MADE,
        )
        for number, page in enumerate(pages, step)
    )
    for page, row in zip(pages, rows, strict=True):
        page.page_ptr, page.saved_at = row, MADE
        page.save_base(raw=True, force_insert=True)
