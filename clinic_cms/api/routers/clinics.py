"""Clinics and what they are made of, and what concerns the whole network and the API itself."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path

from clinic_cms.api.http.cache_control import CachePolicy
from clinic_cms.api.operations import OperationRouter, Result
from clinic_cms.api.problems import NOTHING_HERE, PROBLEM_TYPES, ProblemKind
from clinic_cms.api.requests import (
    ClinicSlug,
    Cursor,
    Fields,
    Limit,
    LocaleCode,
    clinic_of_host,
    cut,
    decode,
    nothing,
    reading,
    refuse_retired,
)
from clinic_cms.api.schemas import clinics as schemas
from clinic_cms.api.schemas.locations import LocationList
from clinic_cms.api.schemas.navigation import Navigation, Words, words
from clinic_cms.api.schemas.practitioners import PractitionerList
from clinic_cms.api.schemas.sitemap import Sitemap
from clinic_cms.serving import location_views
from clinic_cms.serving.clinic_sites import list_clinics, list_hosts, origin
from clinic_cms.serving.context import ClinicContext
from clinic_cms.serving.frame import clinic_view
from clinic_cms.serving.sitemap import sitemap
from clinic_cms.serving.surrogate_keys import CLINICS, LIBRARY

router = OperationRouter(tags=["Clinics"])
network = OperationRouter(tags=["Network"])

Code = Annotated[str, Path(..., description="The id of the problem.", example=NOTHING_HERE.code)]


@router.read("/clinics", schemas.ClinicList, "listClinics")
def list_all(
    request: HttpRequest, cursor: Cursor = None, limit: Limit = 50, fields: Fields = None
) -> Result:
    """List the clinics that are open, by slug; on a clinic's host that clinic alone."""
    here = clinic_of_host(request)
    if here is not None:
        refuse_retired(here)
        items = [schemas.ClinicItem.of(here)] if here.locales else []
        return Result(schemas.ClinicList(items=items, next=None), here)
    rows = list_clinics(after=decode(cursor), limit=limit + 1)
    page, following = cut(rows, limit, lambda clinic: clinic.clinic.slug)
    items = [schemas.ClinicItem.of(clinic) for clinic in page]
    return Result(schemas.ClinicList(items=items, next=following), keys=(CLINICS,))


@router.read("/clinics/{slug:clinic}", schemas.Clinic, "getClinic")
def get_one(
    request: HttpRequest, clinic: ClinicSlug, locale: LocaleCode = None, fields: Fields = None
) -> Result:
    """Get a clinic: its locales, its look, how to reach it."""
    with reading(request, clinic, locale) as visit:
        content = schemas.Clinic.detailed(visit.clinic, clinic_view(ClinicContext(visit)))
        return Result.in_visit(visit, content)


@router.read("/clinics/{slug:clinic}/locations", LocationList, "listLocations")
def list_locations(
    request: HttpRequest, clinic: ClinicSlug, locale: LocaleCode = None, fields: Fields = None
) -> Result:
    """List the clinic's locations with their hours, the primary one first."""
    with reading(request, clinic, locale) as visit:
        locations = location_views.locations(ClinicContext(visit))
        site = origin().of(visit.clinic.host)
        content = LocationList.from_view({"items": locations}, site)
        time_zones = location_views.time_zones_of(locations)
        return Result.in_visit(visit, content, time_zones=time_zones)


@router.read("/clinics/{slug:clinic}/practitioners", PractitionerList, "listPractitioners")
def list_practitioners(
    request: HttpRequest, clinic: ClinicSlug, locale: LocaleCode = None, fields: Fields = None
) -> Result:
    """List the clinic's practitioners, in its own order."""
    with reading(request, clinic, locale) as visit:
        team = location_views.team(ClinicContext(visit))
        site = origin().of(visit.clinic.host)
        return Result.in_visit(visit, PractitionerList.from_view({"items": team}, site))


@router.read("/clinics/{slug:clinic}/navigation", Navigation, "getNavigation")
def get_navigation(
    request: HttpRequest, clinic: ClinicSlug, locale: LocaleCode = None, fields: Fields = None
) -> Result:
    """Get what header and footer show: menu, languages, contacts, the language help notice."""
    with reading(request, clinic, locale) as visit:
        return Result.in_visit(visit, Navigation.of(clinic_view(ClinicContext(visit))))


@router.read("/clinics/{slug:clinic}/words", Words, "getWords")
def get_words(
    request: HttpRequest, clinic: ClinicSlug, locale: LocaleCode = None, fields: Fields = None
) -> Result:
    """Get the words that the clinic's pages print around their content, in the reader's language.

    In braces stands the name of what is to be put there: “Call {number}”.
    """
    with reading(request, clinic, locale) as visit:
        return Result.in_visit(visit, words())


@router.read(
    "/clinics/{slug:clinic}/sitemap", Sitemap, "getSitemap", caching=CachePolicy(keys=(LIBRARY,))
)
def get_sitemap(request: HttpRequest, clinic: ClinicSlug, fields: Fields = None) -> Result:
    """Get every address of the clinic at which a page lies, in all its locales."""
    with reading(request, clinic, None) as visit:
        return Result.in_visit(visit, Sitemap.from_view({"items": sitemap(visit)}))


@network.read("/network/hosts", schemas.HostList, "listHosts")
def list_all_hosts(
    request: HttpRequest, cursor: Cursor = None, limit: Limit = 50, fields: Fields = None
) -> Result:
    """List the hosts on which clinics answer, for static builds; on a clinic's host its own."""
    here = clinic_of_host(request)
    if here is not None:
        refuse_retired(here)
    rows = list_hosts(
        after=decode(cursor), limit=limit + 1, clinic_id=here.clinic.pk if here else None
    )
    page, following = cut(rows, limit, lambda host: host.hostname)
    content = schemas.HostList(items=[schemas.Host.of(host) for host in page], next=following)
    return Result(content, here, keys=() if here else (CLINICS,))


@network.read("/problems/{code}", ProblemKind, "getProblem", url_name="problem")
def get_problem(request: HttpRequest, code: Code, fields: Fields = None) -> Result:
    """Get what a kind of problem means: the address that `type` names in every problem."""
    if code not in PROBLEM_TYPES:
        raise nothing(code)
    return Result(PROBLEM_TYPES[code])
