"""Previews: a draft filled for a clinic, on our pages or in the clinic's own front end."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from clinic_cms.errors import Withheld
from clinic_cms.merge import labels_of
from clinic_cms.models import Clinic, MergePage
from clinic_cms.models.front_end import BUILT_IN
from clinic_cms.serving.clinic_sites import ClinicSite, get_clinic
from clinic_cms.serving.page_views import page_view
from clinic_cms.serving.visit import PageRequest, Visit, visit_of_draft
from clinic_cms.tenancy.policies import clinics_visible_to
from clinic_cms.tenancy.preview_drafts import keep_draft, token_of

SESSION_KEY = "clinic_cms_preview_clinic"
MOST_CHOICES = 20

Serve = Callable[..., HttpResponse]


class PreviewRequest(PageRequest):
    """The dummy request with which Wagtail renders a preview: the editor's own one, changed."""

    user: User
    is_preview: bool
    preview_mode: str


def prepare_preview(next_serve: Serve) -> Serve:
    """Give the dummy request of a preview its visit before the page is rendered.

    The middleware lets dummy requests pass: their host says nothing about the clinic.
    """

    def serve(page: Any, request: PreviewRequest, args: Any, kwargs: Any) -> HttpResponse:
        if not isinstance(page, MergePage) or not getattr(request, "is_preview", False):
            return next_serve(page, request, args, kwargs)
        visit = preview_visit(page, request)
        if visit is None:
            return TemplateResponse(request, "clinic_cms/admin/preview_no_clinic.html")
        request.clinic, request.visit = visit.clinic, visit
        try:
            with translation.override(visit.locale.code):
                response = next_serve(page, request, args, kwargs)
                # A template response is rendered later otherwise, in the editor's language.
                return response.render() if isinstance(response, TemplateResponse) else response
        except Withheld as error:
            context = {"reason": _reason(page, error)}
            return TemplateResponse(request, "clinic_cms/pages/withheld.html", context)

    return serve


def _reason(page: MergePage, error: Withheld) -> str:
    """Return why a draft cannot be shown, in the editor's language."""
    if error.missing:
        message = _("The clinic lacks %(facts)s, so no one would see the %(page)s.")
        return message % {"facts": labels_of(error.missing), "page": page._meta.verbose_name}
    problems = (f"{place}: {problem.message}" for place, problem in page.merge_problems())
    return " ".join(problems) or error.reason


def show_in_front_end(next_serve: Serve) -> Serve:
    """Show a draft in the clinic's front end, if it has one.

    A draft that cannot be filled is shown by our own page, which says why.
    """

    def serve(page: Any, request: PreviewRequest, args: Any, kwargs: Any) -> HttpResponse:
        is_ours = isinstance(page, MergePage) and getattr(request, "is_preview", False)
        if not is_ours or surface_of(request) == BUILT_IN:
            return next_serve(page, request, args, kwargs)
        visit = request.visit
        path = _path_of(page, visit) if visit.clinic.clinic.preview_url else None
        if path is None:
            return next_serve(page, request, args, kwargs)
        response = _open_front_end(request, _front_end_url(request, page, visit, path))
        add_never_cache_headers(response)
        return response

    return serve


def _path_of(page: MergePage, visit: Visit) -> str | None:
    """Return a draft's public path: "" if it was never saved, None if it cannot be shown."""
    try:
        view = page_view(visit, page, draft=True)
    except Withheld:
        return None
    return view.canonical.removeprefix(view.clinic.origin) if page.pk else ""


def _front_end_url(request: PreviewRequest, page: MergePage, visit: Visit, path: str) -> str:
    clinic = visit.clinic.clinic
    draft = keep_draft(user=request.user, clinic=clinic, page=page)
    query = {
        "token": token_of(draft),
        "clinic": clinic.slug,
        "locale": visit.locale.code,
        "path": path,
    }
    return f"{clinic.preview_url}?{urlencode(query)}"


def _open_front_end(request: HttpRequest, url: str) -> HttpResponse:
    """Redirect to the front end; the preview panel needs a page of its own, which frames it."""
    if getattr(request, "in_preview_panel", False):
        template = "clinic_cms/admin/front_end_preview.html"
        return TemplateResponse(request, template, {"url": url})
    return HttpResponseRedirect(url, headers={"Referrer-Policy": "no-referrer"})


def preview_visit(page: MergePage, request: PreviewRequest) -> Visit | None:
    """Return the visit for which a draft is filled, in the page's own locale.

    A clinic's page is filled for that clinic, a master for the one that the editor chose.
    """
    own = getattr(page, "clinic_id", None)
    clinic = get_clinic(own) if own else _chosen_clinic(page, request)
    return visit_of_draft(page, clinic) if clinic else None


def _chosen_clinic(page: MergePage, request: PreviewRequest) -> ClinicSite | None:
    """Return the clinic that the request names, or the last one chosen, or the first possible."""
    choices = preview_clinics(request)
    query, _colon, surface = _mode_of(request).partition(":")
    chosen = search_clinics(choices, query).first()
    if chosen is None:
        slug, _colon, surface = request.session.get(SESSION_KEY, "").partition(":")
        chosen = choices.filter(slug=slug).first()
    in_locale = choices.filter(locales__locale_id=page.locale_id)
    clinic = chosen or in_locale.first() or choices.first()
    if clinic is None:
        return None
    mode = f"{clinic.slug}:{surface}" if clinic == chosen and surface == BUILT_IN else clinic.slug
    if request.session.get(SESSION_KEY) != mode:
        request.session[SESSION_KEY] = mode
    request.preview_mode = mode
    return get_clinic(clinic.pk)


def _mode_of(request: HttpRequest) -> str:
    return getattr(request, "preview_mode", "") or ""


def surface_of(request: HttpRequest) -> str:
    """Return where a preview is shown: the mode, or for masters the part after the clinic."""
    return _mode_of(request).rpartition(":")[2]


def preview_clinics(request: HttpRequest) -> QuerySet[Clinic]:
    """Return the clinics for which a user may preview, by name."""
    visible = clinics_visible_to(request.user)
    return visible.filter(retired_at=None, hosts__is_canonical=True).order_by("name")


def search_clinics(clinics: QuerySet[Clinic], query: str) -> QuerySet[Clinic]:
    """Return the clinic whose slug is `query`, or else those whose name or host contains it."""
    query = query.strip()
    if not query:
        return clinics.none()
    exact = clinics.filter(slug=query)
    if exact:
        return exact
    hosts = Q(hosts__hostname__icontains=query)
    return clinics.filter(Q(name__icontains=query) | Q(slug__icontains=query) | hosts).distinct()


def clinic_choices(request: HttpRequest) -> JsonResponse:
    """Return the matches of “Preview as…” as JSON: up to 20 clinics, each with its modes."""
    clinics = preview_clinics(request)
    query = request.GET.get("q", "")
    matches = search_clinics(clinics, query) if query.strip() else clinics
    modes = [mode for clinic in matches[:MOST_CHOICES] for mode in _modes_of(clinic)]
    return JsonResponse({"modes": modes})


def _modes_of(clinic: Clinic) -> Iterator[dict[str, str]]:
    """Yield how a master can be previewed for a clinic: in its front end too, if it has one."""
    if not clinic.preview_url:
        yield {"mode": clinic.slug, "name": clinic.name}
        return
    front_end, built_in = _("Front end"), _("Built-in website")
    yield {"mode": clinic.slug, "name": f"{clinic.name} · {front_end}"}
    yield {"mode": f"{clinic.slug}:{BUILT_IN}", "name": f"{clinic.name} · {built_in}"}
