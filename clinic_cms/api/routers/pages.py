"""A clinic's pages: by their path, by their URL, and as drafts by a token."""

from typing import Annotated
from urllib.parse import unquote

from django.http import HttpRequest
from django.utils import translation
from django.utils.encoding import escape_uri_path, iri_to_uri
from ninja import Path, Query
from pydantic import Field

from clinic_cms.api.http.authentication import bearer_token, token_error
from clinic_cms.api.http.cache_control import PRIVATE
from clinic_cms.api.operations import OperationRouter, Result
from clinic_cms.api.problems import (
    NO_CLINIC,
    NO_TOKEN,
    OTHER_CLINIC,
    RETIRED,
    UNFILLED_DRAFT,
    WRONG_TOKEN,
    ProblemError,
)
from clinic_cms.api.requests import (
    HOST,
    ClinicSlug,
    Fields,
    LocaleCode,
    clinic_here,
    clinic_of_host,
    is_unopened,
    nothing,
    reading,
    refuse_unopened,
    view_of,
)
from clinic_cms.api.schemas.pages import AnyPage, HomePage, Page, Redirect, Resolved
from clinic_cms.api.serializers import page_of
from clinic_cms.errors import Withheld
from clinic_cms.models import MergePage
from clinic_cms.routing import host_of
from clinic_cms.serving.clinic_sites import ClinicSite, find_clinic, origin
from clinic_cms.serving.page_views import page_view
from clinic_cms.serving.resolution import Gone, Moved, PageFound, instead_of_withheld
from clinic_cms.serving.resolution import resolve as resolve_page
from clinic_cms.serving.surrogate_keys import LIBRARY
from clinic_cms.serving.visit import begin_visit, canonical_url, visit_of_draft
from clinic_cms.tenancy.preview_drafts import OtherClinic, Unreadable, draft_of

router = OperationRouter(tags=["Pages"])
previews = OperationRouter(tags=["Previews"])

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


@router.read("/clinics/{slug:clinic}/home", HomePage, "getHome")
def get_home(
    request: HttpRequest, clinic: ClinicSlug, locale: LocaleCode = None, fields: Fields = None
) -> Result:
    """Get the clinic's home, with what its blocks list."""
    with reading(request, clinic, locale) as visit:
        home = visit.locale.home
        view = view_of(visit, home)
        return Result.of_page(visit, home, page_of(view), time_zones=view.time_zones)


@router.read("/clinics/{slug:clinic}/pages/{path:path}", Page, "getPage")
def get_page(
    request: HttpRequest,
    clinic: ClinicSlug,
    path: PagePath,
    locale: LocaleCode = None,
    fields: Fields = None,
) -> Result:
    """Get any page of the clinic by its path, of whatever type it is."""
    tail = path.strip("/") + "/"
    with reading(request, clinic, locale, tail) as visit:
        found = resolve_page(request, visit.clinic, visit, tail)
        if not isinstance(found, PageFound):
            raise nothing(path)
        page = found.route.page
        view = view_of(found.visit, page)
        return Result.of_page(
            found.visit,
            page,
            page_of(view),
            time_zones=view.time_zones,
            is_canonical="//" not in path,
        )


@router.read("/resolve", Annotated[Resolved | Redirect, Field(discriminator="kind")], "resolveUrl")
def resolve(request: HttpRequest, host: HostName, path: UrlPath, fields: Fields = None) -> Result:
    """Say what lies at a URL, as our own pages would answer there.

    A page or a redirect; 404 where nothing lies, 410 where the clinic is closed.
    """
    path_alone, mark, query = path.partition("?")
    name, asked = host_of(host), unquote(path_alone)
    clinic = _clinic_of(request, name)
    target = canonical_url(clinic, name, escape_uri_path(asked))
    if target is not None:
        return _redirect(clinic, f"{target}{mark}{query}")
    visit = begin_visit(clinic, asked)
    found = resolve_page(request, clinic, visit, asked)
    if isinstance(found, Gone):
        raise ProblemError(RETIRED, f"“{clinic.clinic.slug}” is closed.")
    if isinstance(found, PageFound):
        try:
            return _resolved(clinic, found, host, path)
        except ProblemError:
            found = instead_of_withheld(found.visit, found.route.page)
    if isinstance(found, Moved):
        return _redirect(clinic, f"{origin().of(clinic.host)}{found.path}{mark}{query}")
    raise nothing(path_alone)


def _resolved(clinic: ClinicSite, found: PageFound, host: str, path: str) -> Result:
    with translation.override(found.visit.locale.code):
        view = view_of(found.visit, found.route.page)
        page = page_of(view)
    return Result.of_page(
        found.visit,
        found.route.page,
        Resolved(kind="page", status=200, page=page),
        time_zones=view.time_zones,
        is_canonical=_is_canonical(clinic, host, path, page),
    )


def _redirect(clinic: ClinicSite, location: str) -> Result:
    content = Redirect(kind="redirect", status=301, location=iri_to_uri(location))
    # It reports that an article lies there, which may go.
    return Result(content, clinic, keys=(LIBRARY,), is_canonical=False)


def _is_canonical(clinic: ClinicSite, host: str, path: str, page: AnyPage) -> bool:
    """Whether a page was asked for as we write its URL."""
    authority = origin().of(clinic.host).partition("//")[2]
    return host in {clinic.host, authority} and path in {page.path, unquote(page.path)}


def _clinic_of(request: HttpRequest, host: str) -> ClinicSite:
    """Return the clinic of a host if the request's own host responds for it."""
    here = clinic_of_host(request)
    clinic = here if here is not None and here.host == host else find_clinic(host)
    is_foreign = here is not None and clinic is not None and here.clinic.pk != clinic.clinic.pk
    if clinic is None or is_foreign or is_unopened(clinic):
        raise ProblemError(NO_CLINIC, f"No clinic has the host “{host}”.", parameter="host")
    return clinic


@previews.read(
    "/clinics/{slug:clinic}/preview",
    Page,
    "getPreview",
    caching=PRIVATE,
    security=("previewToken",),
    statuses=(401, 403, 409),
)
def get_preview(request: HttpRequest, clinic: ClinicSlug, fields: Fields = None) -> Result:
    """Get the page that an editor is previewing, as patients would read it.

    The token comes with the address at which the admin opens the front end.
    """
    site = clinic_here(request, clinic)
    try:
        page = _draft(request, site)
    except ProblemError:
        # Without its token, no one learns that a clinic is about to open.
        refuse_unopened(request, site)
        raise
    visit = visit_of_draft(page, site)
    with translation.override(visit.locale.code):
        try:
            return Result.in_visit(visit, page_of(page_view(visit, page, draft=True), draft=True))
        except Withheld as error:
            detail = f"It cannot be filled: {error.reason}."
            raise ProblemError(UNFILLED_DRAFT, detail) from error


def _draft(request: HttpRequest, clinic: ClinicSite) -> MergePage:
    """Return the page that the request's token opens; raises ProblemError."""
    token = bearer_token(request)
    if token is None:
        raise token_error(NO_TOKEN, "Drafts are read with a token.")
    try:
        page = draft_of(token, clinic.clinic).as_page()
    except Unreadable as error:
        raise _wrong_token() from error
    except OtherClinic as error:
        detail = f"This token is not for “{clinic.clinic.slug}”."
        raise token_error(OTHER_CLINIC, detail, "insufficient_scope") from error
    if not isinstance(page, MergePage):
        raise _wrong_token()
    return page


def _wrong_token() -> ProblemError:
    return token_error(WRONG_TOKEN, "This token opens no draft, or no longer.", "invalid_token")
