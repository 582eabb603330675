"""Builds clinics and articles for tests, row by row; nothing here reads a spec."""

from dataclasses import dataclass

from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page

from clinic_cms.models import (
    Clinic,
    ClinicHomePage,
    ClinicHost,
    ClinicLocale,
    ClinicLocation,
    ClinicPage,
    ConditionIndexPage,
    ConditionPage,
    LibraryPage,
    PageRole,
    PractitionerPage,
)


def locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def root() -> Page:
    return Page.objects.get(depth=1)


def make_library(code: str = "en-us", source: LibraryPage | None = None) -> LibraryPage:
    if source is not None:
        copy = source.copy_for_translation(locale(code), copy_parents=True)
        copy.save_revision().publish()
        return copy
    page = LibraryPage(title="Library", slug="library", locale=locale(code))
    return root().add_child(instance=page)


def make_condition(parent: Page, slug: str = "back-spasms", **fields) -> ConditionPage:
    values = {
        "title": "Back spasms",
        "summary": "What {{ clinic.name }} does for back spasms.",
        "causes_heading": "Causes",
        "causes": [
            {
                "type": "cause",
                "value": {
                    "name": "Poor posture",
                    "kind": "posture",
                    "explanation": "<p>Ask {{ doctor.name }} in {{ location.place }}.</p>",
                },
            }
        ],
        "treatment_heading": "Treatment at {{ clinic.name }}",
        "treatment": [{"type": "text", "value": "<p>Call {{ clinic.phone }}.</p>"}],
        **fields,
    }
    page = ConditionPage(slug=slug, locale=parent.locale, **values)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return ConditionPage.objects.get(pk=page.pk)


def translate(page: Page, code: str, **fields) -> Page:
    """Publish a page in another language; its summary, a sentence, is never the source's."""
    copy = page.copy_for_translation(locale(code))
    if isinstance(page, ConditionPage):
        fields.setdefault("summary", f"{page.summary} ({code})")
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    return type(page).objects.get(pk=copy.pk)


@dataclass
class BuiltClinic:
    """A clinic with the pages that tests reach for."""

    clinic: Clinic
    home: ClinicHomePage
    index: ConditionIndexPage
    location: ClinicLocation
    doctor: PractitionerPage
    contact: ClinicPage
    host: str


def make_clinic(
    slug: str = "kosak",
    *,
    name: str = "Kosak Chiropractic",
    host: str = "kosak.example",
    code: str = "en-us",
    doctor: dict | None = None,
    location: dict | None = None,
    **fields,
) -> BuiltClinic:
    language = locale(code)
    clinic = Clinic.objects.create(slug=slug, name=name, default_locale=language, **fields)
    ClinicHost.objects.create(clinic=clinic, hostname=host, is_canonical=True)
    home = ClinicHomePage(title=name, slug=slug, locale=language, clinic=clinic)
    root().add_child(instance=home)
    ClinicLocale.objects.create(clinic=clinic, locale=language, home=home)

    def add(page):
        home.add_child(instance=page)
        return page

    lead = add(
        PractitionerPage(
            locale=language,
            **{
                "title": "Michael Wilson",
                "slug": "wilson",
                "honorific": "Dr.",
                "first_name": "Michael",
                "last_name": "Wilson",
                "gender": "masculine",
                **(doctor or {}),
            },
        )
    )
    place = add(
        ClinicLocation(
            locale=language,
            lead=lead,
            **{
                "title": "Office",
                "slug": "office",
                "city": "Fairfield",
                "region": "CA",
                "country": "US",
                "phone": "+17074261111",
                "service_areas": [("area", "Vacaville")],
                **(location or {}),
            },
        )
    )
    index = add(
        ConditionIndexPage(
            title="Conditions", slug="conditions", locale=language, show_in_menus=True
        )
    )
    contact = add(
        ClinicPage(
            title="Contact",
            slug="contact",
            locale=language,
            role=PageRole.CONTACT,
            show_in_menus=True,
        )
    )
    clinic.home, clinic.primary_location = home, place
    clinic.save()
    return BuiltClinic(clinic, home, index, place, lead, contact, host)


def make_image(title: str) -> Image:
    return Image.objects.create(title=title, file=get_test_image_file(filename=f"{title}.png"))
