"""Patients' pages: from a request to HTML."""

import logging
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotFound,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve_chain

from clinic_cms.errors import Withheld
from clinic_cms.models import MergePage
from clinic_cms.routing import language_tag
from clinic_cms.serving import ClinicSite, Visit, error_view, page_view
from clinic_cms.serving.resolver import Gone, Moved, Nothing, find
from clinic_cms.serving.ui_strings import WORDS

logger = logging.getLogger("clinic_cms.withheld")


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at a path of the clinic that the middleware found."""
    clinic: ClinicSite | None = request.clinic  # type: ignore[attr-defined]
    if clinic is None:
        if path:
            raise Http404
        return redirect("wagtailadmin_home")
    found = find(request, clinic, request.visit, request.path)  # type: ignore[attr-defined]
    if isinstance(found, Gone):
        response = TemplateResponse(request, "clinic_cms/pages/gone.html", status=410)
        return _in_language(response, language_tag(get_language() or clinic.default_locale))
    if isinstance(found, Moved):
        query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
        return HttpResponsePermanentRedirect(found.path + query)
    if isinstance(found, Nothing):
        return not_found(request, clinic)
    try:
        return _serve_page(request, *found.route)
    except Http404:
        return not_found(request, clinic)


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


def not_found(request: HttpRequest, clinic: ClinicSite) -> HttpResponse:
    """Return a 404 in the clinic's design, with its menu and phone number."""
    default = clinic.locale(clinic.default_locale)
    visit = request.visit or (Visit(clinic, default) if default else None)  # type: ignore[attr-defined]
    try:
        view = error_view(visit, WORDS["page_not_found"].text) if visit else None
    except Withheld:
        view = None
    if view is None:
        return HttpResponseNotFound("Not found.\n", content_type="text/plain")
    context = {"page": view}
    response = TemplateResponse(request, "clinic_cms/pages/not_found.html", context, status=404)
    return _in_language(response, view.language)


def render_page(page: MergePage, request: HttpRequest) -> HttpResponse:
    """Return a page's HTML for the request's visit; a page with a gap is a 404, and reported.

    Of a draft, the gap is told by whoever shows it: raises Withheld.
    """
    visit: Visit = request.visit  # type: ignore[attr-defined]
    draft = getattr(request, "is_preview", False)
    try:
        view = page_view(visit, page, draft=draft)
    except Withheld as error:
        if draft:
            raise
        logger.warning("%s is withheld from %s: %s", page.slug, visit.clinic.clinic.slug, error)
        raise Http404 from error
    response = TemplateResponse(request, page.get_template(request), {"page": view})
    return _in_language(response, view.language)


def _in_language(response: HttpResponse, tag: str) -> HttpResponse:
    """Name the language of the readers for whom a page is meant (RFC 9110, 8.5)."""
    response["Content-Language"] = tag
    return response
