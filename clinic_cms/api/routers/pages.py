"""A clinic's pages, by their path or their URL."""

from typing import Annotated, cast
from urllib.parse import unquote

from django.http import HttpRequest
from django.utils import translation
from django.utils.encoding import escape_uri_path, iri_to_uri
from ninja import Router
from ninja.params.functions import Path, Query
from pydantic import Field

from clinic_cms.api.pages import page_of
from clinic_cms.api.parameters import HOST, ClinicSlug, Fields, LocaleCode
from clinic_cms.api.problems import NO_CLINIC, RETIRED, Refusal
from clinic_cms.api.request_context import about
from clinic_cms.api.schemas.pages import AnyPage, HomePage, Page
from clinic_cms.api.schemas.resolved import Redirect, Resolved
from clinic_cms.api.visits import clinic_of_host, is_unopened, nothing, reading, view_of
from clinic_cms.routing import host_of
from clinic_cms.serving import ClinicSite, begin_visit, find_clinic, origin
from clinic_cms.serving.resolver import Found, Gone, Moved, elsewhere, find

router = Router(tags=["Pages"])

PagePath = Annotated[
    str,
    Path(
        ...,
        description="The page's path, as lists and the sitemap give it, or without its locale's "
        "prefix where `locale` is given.",
        example="contact",
    ),
]
HostName = Annotated[
    str,
    Query(
        ...,
        description="The host of the URL, in letters of any script or in Punycode; a port is left "
        "out of account.",
        example="kosak.example",
        pattern=HOST.pattern,
        max_length=260,
    ),
]
UrlPath = Annotated[
    str,
    Query(
        ...,
        description="The path of the URL, percent-encoded or not. A query may stand behind it, "
        "which a redirect takes along.",
        example="/conditions/back-spasms/",
        pattern="^/",
        max_length=2000,
    ),
]


@router.get("/clinics/{slug:clinic}/home", response=HomePage, operation_id="getHome")
def get_home(
    request: HttpRequest, clinic: ClinicSlug, locale: LocaleCode = None, fields: Fields = None
) -> HomePage:
    """Get the clinic's home, with what its blocks list."""
    with reading(request, clinic, locale) as visit:
        return cast(HomePage, page_of(view_of(request, visit, visit.locale.home)))


@router.get("/clinics/{slug:clinic}/pages/{path:path}", response=Page, operation_id="getPage")
def get_page(
    request: HttpRequest,
    clinic: ClinicSlug,
    path: PagePath,
    locale: LocaleCode = None,
    fields: Fields = None,
) -> Page:
    """Get any page of the clinic by its path, of whatever type it is."""
    about(request).is_endless = "//" in path
    tail = path.strip("/") + "/"
    with reading(request, clinic, locale, tail) as visit:
        found = find(request, visit.clinic, visit, tail)
        if not isinstance(found, Found):
            raise nothing(path)
        return page_of(view_of(request, found.visit, found.route.page))


@router.get(
    "/resolve",
    response=Annotated[Resolved | Redirect, Field(discriminator="kind")],
    operation_id="resolveUrl",
)
def resolve(
    request: HttpRequest, host: HostName, path: UrlPath, fields: Fields = None
) -> Resolved | Redirect:
    """Say what lies at a URL, as our own pages would answer there.

    A page or a redirect; 404 where nothing lies, 410 where the clinic is closed.
    """
    asked_for = path
    path, mark, query = path.partition("?")
    name, asked = host_of(host), unquote(path)
    about(request).is_endless = True
    clinic = _clinic(request, name)
    target = elsewhere(clinic, name, escape_uri_path(asked))
    if target is not None:
        return _redirect(request, f"{target}{mark}{query}")
    visit = begin_visit(clinic, asked)
    found = find(request, clinic, visit, asked)
    if isinstance(found, Gone):
        raise Refusal(RETIRED, f"“{clinic.clinic.slug}” is closed.")
    if isinstance(found, Moved):
        return _redirect(request, f"{origin().of(clinic.host)}{found.path}{mark}{query}")
    if not isinstance(found, Found):
        raise nothing(path)
    about(request).note_locale(found.visit.locale)
    with translation.override(found.visit.locale.code):
        page = page_of(view_of(request, found.visit, found.route.page))
    about(request).is_endless = not _is_our_spelling(clinic, host, asked_for, page)
    return Resolved(kind="page", status=200, page=page)


def _redirect(request: HttpRequest, location: str) -> Redirect:
    # It says that an article lies there, which may go.
    about(request).note_articles()
    return Redirect(kind="redirect", status=301, location=iri_to_uri(location))


def _is_our_spelling(clinic: ClinicSite, host: str, path: str, page: AnyPage) -> bool:
    """Whether a page was asked for as we write its address; other ways have no end."""
    authority = origin().of(clinic.host).partition("//")[2]
    return host in {clinic.host, authority} and path in {page.path, unquote(page.path)}


def _clinic(request: HttpRequest, host: str) -> ClinicSite:
    """Return the clinic of a host that the request's own host answers for."""
    here = clinic_of_host(request)
    clinic = here if here is not None and here.host == host else find_clinic(host)
    is_foreign = here is not None and clinic is not None and here.clinic.pk != clinic.clinic.pk
    if clinic is None or is_foreign or is_unopened(clinic):
        raise Refusal(NO_CLINIC, f"No clinic of ours answers on “{host}”.", parameter="host")
    about(request).note_clinic(clinic)
    return clinic
