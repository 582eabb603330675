"""Patients' pages: from a request to HTML."""

import logging
from collections.abc import Callable
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotFound,
)
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve_chain

from clinic_cms.conf import get_settings
from clinic_cms.errors import Withheld
from clinic_cms.models import MergePage
from clinic_cms.routing import language_tag
from clinic_cms.serving.clinic_sites import ClinicSite, origin
from clinic_cms.serving.frame import error_view
from clinic_cms.serving.page_views import page_view
from clinic_cms.serving.resolution import Gone, Moved, PageFound, instead_of_withheld, resolve
from clinic_cms.serving.response_cache.representation import MadeOf
from clinic_cms.serving.site_redirects import Target, target_of
from clinic_cms.serving.surrogate_keys import LIBRARY, clinic_key, page_keys, set_keys, visit_keys
from clinic_cms.serving.ui_strings import WORDS
from clinic_cms.serving.views import PageView
from clinic_cms.serving.visit import ClinicRequest, PageRequest, Visit
from clinic_cms.web.middleware import permanent_redirect

logger = logging.getLogger("clinic_cms.withheld")


def serve(request: ClinicRequest, path: str) -> HttpResponse:
    """Serve the page at a path of the clinic that the middleware found."""
    clinic = request.clinic
    if clinic is None:
        if path:
            raise Http404
        return redirect("wagtailadmin_home")
    resolution = resolve(request, clinic, request.visit, request.path)
    if isinstance(resolution, Gone):
        response = TemplateResponse(request, "clinic_cms/pages/gone.html", status=410)
        _in_language(response, language_tag(get_language() or clinic.default_locale))
        return _absence(response, clinic)
    if isinstance(resolution, PageFound):
        try:
            return _serve_page(request, *resolution.route)
        except Http404:
            resolution = instead_of_withheld(resolution.visit, resolution.route.page)
    if isinstance(resolution, Moved):
        query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
        return permanent_redirect(resolution.path + query)
    if request.visit and (target := target_of(request.visit, request.get_full_path())):
        return _redirected(target)
    return not_found(request, clinic)


def _redirected(target: Target) -> HttpResponse:
    """Return what leads to where a redirect of the clinic's says."""
    if target.is_permanent:
        return permanent_redirect(target.url)
    response = redirect(target.url)
    response["Cache-Control"] = get_settings().cache_control
    return response


def _serve_page(request: HttpRequest, page: Page, args: Any, kwargs: Any) -> HttpResponse:
    """Serve a live page through the same hooks as Wagtail's own view.

    That view finds pages through a Site's tree, in which masters do not lie.
    """
    chain = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    for hook in hooks.get_hooks("before_serve_page"):
        response = hook(page, request, args, kwargs)
        if isinstance(response, HttpResponse):
            return response
    return chain(page, request, args, kwargs)


def not_found(request: ClinicRequest, clinic: ClinicSite) -> HttpResponse:
    """Return a 404 in the clinic's design, with its menu and phone number."""
    default = clinic.locale(clinic.default_locale)
    visit = request.visit or (Visit(clinic, default) if default else None)
    try:
        view = error_view(visit, WORDS["page_not_found"].text) if visit else None
    except Withheld:
        view = None
    if view is None:
        bare = HttpResponseNotFound("Not found.\n", content_type="text/plain")
        return _absence(bare, clinic)
    context = {"page": view}
    response = TemplateResponse(request, "clinic_cms/pages/not_found.html", context, status=404)
    return _absence(_in_language(response, view.language), clinic)


def _absence(response: HttpResponse, clinic: ClinicSite) -> HttpResponse:
    """Mark a response that says that nothing is there, or no longer."""
    set_keys(response, [LIBRARY, clinic_key(clinic.clinic.slug)])
    response["Cache-Control"] = get_settings().page_cache_control
    return MadeOf(clinic.versions).mark(response)


def fill_for_the_clinic(next_serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Render our pages from their views, live and in previews; for the hook `on_serve_page`."""

    def serve_page(page: Page, request: PageRequest, args: Any, kwargs: Any) -> HttpResponse:
        if isinstance(page, MergePage):
            return render_page(page, request)
        return next_serve(page, request, args, kwargs)

    return serve_page


def render_page(page: MergePage, request: PageRequest) -> HttpResponse:
    """Return a page's HTML for the request's visit; a page with a gap is a 404, and logged.

    Raises Withheld for a draft with a gap, which the preview reports to its editor.
    """
    draft = getattr(request, "is_preview", False)
    try:
        view = page_view(request.visit, page, draft=draft)
    except Withheld as error:
        if draft:
            raise
        clinic = request.clinic.clinic
        logger.warning("%s is withheld from %s: %s", page.slug, clinic.slug, error)
        raise Http404 from error
    response = TemplateResponse(request, page.get_template(request), {"page": view})
    _in_language(response, view.language)
    return response if draft else _for_everyone(response, request, page, view)


def _for_everyone(
    response: HttpResponse, request: PageRequest, page: MergePage, view: PageView
) -> HttpResponse:
    """Mark a page as one that is kept, under the one URL that we write for it."""
    visit = request.visit
    set_keys(response, (*visit_keys(visit), *page_keys(page)))
    response["Cache-Control"] = get_settings().page_cache_control
    made = MadeOf(
        versions=visit.clinic.versions,
        time_zones=view.time_zones,
        is_kept=view.canonical == origin().of(visit.clinic.host) + escape_uri_path(request.path),
    )
    return made.mark(response)


def _in_language(response: HttpResponse, tag: str) -> HttpResponse:
    """Name the language of a page's readers in its headers (RFC 9110, 8.5)."""
    response["Content-Language"] = tag
    return response
