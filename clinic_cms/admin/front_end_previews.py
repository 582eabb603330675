"""Previews in a clinic's front end, which reads the draft from the API by a token."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from clinic_cms.admin.previews import Serve, surface_of
from clinic_cms.errors import Withheld
from clinic_cms.models import MergePage
from clinic_cms.models.preview import BUILT_IN
from clinic_cms.serving import Visit, page_view
from clinic_cms.tenancy.preview_drafts import keep_draft, token_of


def show_in_front_end(next_serve: Serve) -> Serve:
    """Show a draft in the front end of the clinic for which it is filled, if it has one.

    A draft that cannot be filled is left to our own page, which says why.
    """

    def serve(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        is_ours = isinstance(page, MergePage) and getattr(request, "is_preview", False)
        if not is_ours or surface_of(request) == BUILT_IN:
            return next_serve(page, request, args, kwargs)
        visit: Visit = request.visit  # type: ignore[attr-defined]
        path = _path_of(page, visit) if visit.clinic.clinic.preview_url else None
        if path is None:
            return next_serve(page, request, args, kwargs)
        response = _opened(request, _address(request, page, visit, path))
        add_never_cache_headers(response)
        return response

    return serve


def _path_of(page: MergePage, visit: Visit) -> str | None:
    """Return a draft's public path, empty if it was never saved; None if it cannot be shown."""
    try:
        view = page_view(visit, page, draft=True)
    except Withheld:
        return None
    return view.canonical.removeprefix(view.clinic.origin) if page.pk else ""


def _address(request: HttpRequest, page: MergePage, visit: Visit, path: str) -> str:
    clinic = visit.clinic.clinic
    draft = keep_draft(user=request.user, clinic=clinic, page=page)  # type: ignore[arg-type]
    query = {
        "token": token_of(draft),
        "clinic": clinic.slug,
        "locale": visit.locale.code,
        "path": path,
    }
    return f"{clinic.preview_url}?{urlencode(query)}"


def _opened(request: HttpRequest, url: str) -> HttpResponse:
    """Open an address: the preview panel reads what it shows, so there it stands in a frame."""
    if getattr(request, "in_preview_panel", False):
        template = "clinic_cms/admin/front_end_preview.html"
        return TemplateResponse(request, template, {"url": url})
    return HttpResponseRedirect(url, headers={"Referrer-Policy": "no-referrer"})
