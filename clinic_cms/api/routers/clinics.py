"""Clinics and what they are made of."""

from django.http import HttpRequest
from ninja import Router

from clinic_cms.api.paging import cut, decode
from clinic_cms.api.parameters import ClinicSlug, Cursor, Fields, Limit, LocaleCode
from clinic_cms.api.request_context import about
from clinic_cms.api.schemas import clinics as schemas
from clinic_cms.api.schemas.base import Contract
from clinic_cms.api.schemas.places import Location, LocationList, Practitioner, PractitionerList
from clinic_cms.api.schemas.ui_strings import Words, words
from clinic_cms.api.visits import clinic_of_host, reading, refuse_retired
from clinic_cms.models.pages import PAGE_TYPES
from clinic_cms.serving import listings
from clinic_cms.serving.context import Surroundings
from clinic_cms.serving.frame import clinic_view
from clinic_cms.serving.sitemap import sitemap
from clinic_cms.serving.visit import list_clinics, origin

router = Router(tags=["Clinics"])


@router.get("/clinics", response=schemas.ClinicList, operation_id="listClinics")
def list_all(
    request: HttpRequest, cursor: Cursor = None, limit: Limit = 50, fields: Fields = None
) -> schemas.ClinicList:
    """List the clinics that are open, by slug; on a clinic's host that clinic alone."""
    here = clinic_of_host(request)
    if here is not None:
        refuse_retired(here)
        about(request).note_clinic(here)
        items = [schemas.ClinicItem.of(here)] if here.locales else []
        return schemas.ClinicList(items=items, next=None)
    about(request).note_clinics()
    found = list_clinics(after=decode(cursor), limit=limit + 1)
    page, following = cut(found, limit, lambda clinic: clinic.clinic.slug)
    return schemas.ClinicList(
        items=[schemas.ClinicItem.of(clinic) for clinic in page], next=following
    )


@router.get("/clinics/{slug:clinic}", response=schemas.Clinic, operation_id="getClinic")
def get_one(
    request: HttpRequest, clinic: ClinicSlug, locale: LocaleCode = None, fields: Fields = None
) -> schemas.Clinic:
    """Get a clinic: its locales, its look, how to reach it."""
    with reading(request, clinic, locale) as visit:
        return schemas.Clinic.detailed(visit.clinic, clinic_view(visit))


@router.get("/clinics/{slug:clinic}/locations", response=LocationList, operation_id="listLocations")
def list_locations(
    request: HttpRequest, clinic: ClinicSlug, locale: LocaleCode = None, fields: Fields = None
) -> LocationList:
    """List the clinic's locations with their hours, the primary one first."""
    with reading(request, clinic, locale) as visit:
        found = listings.locations(Surroundings(visit, visit.locale.home))
        site = origin().of(visit.clinic.host)
        return LocationList(items=[Location.of(location, site) for location in found])


@router.get(
    "/clinics/{slug:clinic}/practitioners",
    response=PractitionerList,
    operation_id="listPractitioners",
)
def list_practitioners(
    request: HttpRequest, clinic: ClinicSlug, locale: LocaleCode = None, fields: Fields = None
) -> PractitionerList:
    """List the clinic's practitioners, in its own order."""
    with reading(request, clinic, locale) as visit:
        found = listings.team(Surroundings(visit, visit.locale.home))
        site = origin().of(visit.clinic.host)
        return PractitionerList(items=[Practitioner.of(person, site) for person in found])


@router.get(
    "/clinics/{slug:clinic}/navigation",
    response=schemas.Navigation,
    operation_id="getNavigation",
)
def get_navigation(
    request: HttpRequest, clinic: ClinicSlug, locale: LocaleCode = None, fields: Fields = None
) -> schemas.Navigation:
    """Get what header and footer show: menu, languages, contacts, the language help notice."""
    with reading(request, clinic, locale) as visit:
        return schemas.Navigation.of(clinic_view(visit))


@router.get("/clinics/{slug:clinic}/words", response=Words, operation_id="getWords")
def get_words(
    request: HttpRequest, clinic: ClinicSlug, locale: LocaleCode = None, fields: Fields = None
) -> Contract:
    """Get the words that the clinic's pages print around their content, in the reader's language.

    In braces stands the name of what is to be put there: “Call {number}”.
    """
    with reading(request, clinic, locale):
        return words()


@router.get("/clinics/{slug:clinic}/sitemap", response=schemas.Sitemap, operation_id="getSitemap")
def get_sitemap(request: HttpRequest, clinic: ClinicSlug, fields: Fields = None) -> schemas.Sitemap:
    """Get every address of the clinic at which a page lies, in all its locales."""
    about(request).note_articles()
    with reading(request, clinic, None) as visit:
        entries = sitemap(visit)
        items = [schemas.SitemapItem.of(entry, PAGE_TYPES[entry.type]) for entry in entries]
        return schemas.Sitemap(items=items)
