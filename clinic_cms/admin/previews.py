"""Previews: a draft is filled for a clinic, as its patients would read it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _

from clinic_cms.errors import Withheld
from clinic_cms.merge import labels_of
from clinic_cms.models import Clinic, MergePage
from clinic_cms.models.preview import BUILT_IN
from clinic_cms.serving import ClinicSite, Visit, get_clinic
from clinic_cms.serving.preview_visit import visit_of_draft
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
    """Return why a draft cannot be shown, in the editor's language and the admin's words."""
    if error.missing:
        message = _("This prints %(facts)s, which the clinic lacks: nobody would see the %(page)s.")
        return message % {"facts": labels_of(error.missing), "page": page._meta.verbose_name}
    problems = (f"{place}: {problem.message}" for place, problem in page.merge_problems())
    return " ".join(problems) or error.reason


def preview_visit(page: MergePage, request: HttpRequest) -> Visit | None:
    """Return the visit for which a draft is filled, in the page's own locale.

    A clinic's page is filled for that clinic, a master for the one that the editor chose.
    """
    own = getattr(page, "clinic_id", None)
    clinic = get_clinic(own) if own else _chosen_clinic(page, request)
    return visit_of_draft(page, clinic) if clinic else None


def _chosen_clinic(page: MergePage, request: HttpRequest) -> ClinicSite | None:
    """Return the clinic that the request names, or the remembered one, or the first that fits."""
    choices = preview_clinics(request)
    words, _colon, surface = _mode_of(request).partition(":")
    chosen = search_clinics(choices, words).first()
    if chosen is None:
        slug, _colon, surface = request.session.get(SESSION_KEY, "").partition(":")
        chosen = choices.filter(slug=slug).first()
    row = chosen or choices.filter(locales__locale_id=page.locale_id).first() or choices.first()
    if row is None:
        return None
    mode = f"{row.slug}:{surface}" if row == chosen and surface == BUILT_IN else row.slug
    if request.session.get(SESSION_KEY) != mode:
        request.session[SESSION_KEY] = mode
    request.preview_mode = mode  # type: ignore[attr-defined]
    return get_clinic(row.pk)


def _mode_of(request: HttpRequest) -> str:
    return getattr(request, "preview_mode", "") or ""


def surface_of(request: HttpRequest) -> str:
    """Return where a preview is to be shown: the mode, or for masters what follows the clinic."""
    return _mode_of(request).rpartition(":")[2]


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
    """Answer what an editor types into “Preview as…”: up to 20 clinics, each with its modes."""
    clinics = preview_clinics(request)
    words = request.GET.get("q", "")
    found = search_clinics(clinics, words) if words.strip() else clinics
    rows = [mode for clinic in found[:MOST_CHOICES] for mode in _modes_of(clinic)]
    return JsonResponse({"modes": rows})


def _modes_of(clinic: Clinic) -> Iterator[dict[str, str]]:
    """Yield how a master can be previewed for a clinic: in its front end too, if it has one."""
    if not clinic.preview_url:
        yield {"mode": clinic.slug, "name": clinic.name}
        return
    front_end, built_in = _("Front end"), _("Built-in website")
    yield {"mode": clinic.slug, "name": f"{clinic.name} · {front_end}"}
    yield {"mode": f"{clinic.slug}:{BUILT_IN}", "name": f"{clinic.name} · {built_in}"}
