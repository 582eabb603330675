"""Previews: a draft is filled for a clinic, as its patients would read it."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils import translation

from clinic_cms.models import Clinic, ClinicHomePage, ClinicLocale, MergePage
from clinic_cms.serving import OfferedLocale, ServedClinic, Visit, get_clinic
from clinic_cms.tenancy.policies import clinics_visible_to

SESSION_KEY = "clinic_cms_preview_clinic"
MOST_CHOICES = 20

Serve = Callable[..., HttpResponse]


def visit_in_previews(next_serve: Serve) -> Serve:
    """Give the dummy request of a preview its visit, before the page is rendered.

    The middleware lets dummy requests pass: their host says nothing about the clinic.
    """

    def serve(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if not isinstance(page, MergePage) or not getattr(request, "is_preview", False):
            return next_serve(page, request, args, kwargs)
        visit = preview_visit(page, request)
        if visit is None:
            return TemplateResponse(request, "clinic_cms/admin/preview_no_clinic.html")
        request.clinic, request.visit = visit.clinic, visit  # type: ignore[attr-defined]
        with translation.override(visit.locale.code):
            response = next_serve(page, request, args, kwargs)
            # A template response is rendered later otherwise, in the editor's language.
            return response.render() if isinstance(response, TemplateResponse) else response

    return serve


def preview_visit(page: MergePage, request: HttpRequest) -> Visit | None:
    """Return the visit for which a draft is filled, in the page's own locale.

    A clinic's page is filled for that clinic, a master for the one that the editor chose.
    """
    own = getattr(page, "clinic_id", None)
    clinic = get_clinic(own) if own else _chosen_clinic(page, request)
    return Visit(clinic, _locale_of(page, clinic)) if clinic else None


def _chosen_clinic(page: MergePage, request: HttpRequest) -> ServedClinic | None:
    """Return the clinic that the request names, or the remembered one, or the first that fits."""
    choices = preview_clinics(request)
    row = (
        search_clinics(choices, getattr(request, "preview_mode", "") or "").first()
        or choices.filter(slug=request.session.get(SESSION_KEY, "")).first()
        or choices.filter(locales__locale_id=page.locale_id).first()
        or choices.first()
    )
    if row is None:
        return None
    if request.session.get(SESSION_KEY) != row.slug:
        request.session[SESSION_KEY] = row.slug
    return get_clinic(row.pk)


def _locale_of(page: MergePage, clinic: ServedClinic) -> OfferedLocale:
    """Return the page's locale, also where the clinic does not offer it, or not yet."""
    code = page.locale.language_code
    offered = clinic.locale(code)
    if offered is not None:
        return offered
    if isinstance(page, ClinicHomePage):
        return OfferedLocale(page.locale_id, code, page)
    row = ClinicLocale.objects.filter(clinic=clinic.row, locale_id=page.locale_id).first()
    home = (row and row.home) or clinic.row.home or ClinicHomePage(path="", depth=2)
    return OfferedLocale(page.locale_id, code, home)


def preview_clinics(request: HttpRequest) -> QuerySet[Clinic]:
    """Return the clinics for which a user may preview, by name."""
    visible = clinics_visible_to(request.user)
    return visible.filter(retired_at=None, hosts__is_canonical=True).order_by("name")


def search_clinics(clinics: QuerySet[Clinic], words: str) -> QuerySet[Clinic]:
    """Return the clinics whose slug is `words`, or else those that contain them."""
    words = words.strip()
    if not words:
        return clinics.none()
    exact = clinics.filter(slug=words)
    if exact:
        return exact
    hosts = Q(hosts__hostname__icontains=words)
    return clinics.filter(Q(name__icontains=words) | Q(slug__icontains=words) | hosts).distinct()


def clinic_choices(request: HttpRequest) -> JsonResponse:
    """Answer what an editor types into “Preview as…”: up to 20 clinics."""
    clinics = preview_clinics(request)
    words = request.GET.get("q", "")
    found = search_clinics(clinics, words) if words.strip() else clinics
    rows = found.values("slug", "name")[:MOST_CHOICES]
    return JsonResponse({"clinics": list(rows)})
